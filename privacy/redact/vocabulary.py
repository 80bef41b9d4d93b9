"""More words of chat that are no names, gathered from the invented posts in models/data: they are not taken for unknown names."""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


SPANISH_CHAT = _set("""
abanderada abejas abierta abierto abiertos abiso ablo abogada abogado abortar aborto abra abrace abracen abran abraza abrazo abre abrio abrir abro absurdo abuchearlos abue abuelita abuelitas abuelito
abuelitos aburre aburri aburrida acabar acabaste acabe acabo academia accent accidente aceite acento acepto acercar acercarse acerquen acetatos achachay achiquen aclaren acne acomodar acompaña
acompañar acompañarnos acompañe acompañenlos acondicionado acopio acordar acosador acoso acta activa activado activo acto acuchillo acudir acudo acuerden acuerdo acusada acusar acusaste acuso adefesio
adelantado adelante adelanto adelgazar ademas adentro adivinanza adivine adivinen adjunta admiro admision adolescente adolescentes adoro adrede adulta adulto adultos advertencia aerea aeropuerto
afecta afloje afro afrodescendiente agarra agarrar agarre agarren agarrenlos agarro agentes agradece agregue aguantan aguantar aguantarla aguante aguantenme aguanto aguila aguita aguitado ahoga
ahogada ahogar ahogo ahorcar ahorco ahuevado aire ajedrez ajena ajenas ajuera aki ala alacena alacran alarma alas alberca albina alcalde alcaldia alcance alcancia alcanza alcanzar alcanzaria alcanzo
alcapurrias alegre alegro alejamiento alerta alfombra algebra algodon algoritmo alianza aliento alimento alisandome alivio aller almohada almohadazos almuerzo almuerzos alquiler alt alta altar altavoz
alumbrado aluminio alv alzada ama amanece amanecer amaneciera amanecio amargada amarilla amarillas amarillo amarillos amarrado amasado amateur amateurs ambas ambulancia ame amen amenaza amenazado
amenazar amenazas amenazo amistad amix amo among amorosa ampliar ampolla ampollas amñana analfabeta analisis andaluza andar andate ande anden anima animal anime animo aniversario anonima anonimo
anormal anoten ansiedad ante anterior anti anticonceptivos antojo anuario anuncia anunciada anuncio anuncios aogo apa apaga apagadito apago apagon aparcado aparece aparecer aparezca apellido apenas
apendice apesta apestado apestan apestas apestosa apestoso apestosos apetece apiadate aplasto aplaudir aplaudo aplauso aplausos apocalipsis apodo apodos apoyar apoyo app aprenda aprende aprenden
aprender aprendi aprendio aprendo apreto aprobe aprobo aprueba apruebe apta apuesta apuesten apuesto apunta apunten apuntes apunto apurate apuñalar apuñalo arabe arañas arbitraje arbitro arbol arboles
arbolito archivo arco arda arde arden arder area arena arepa argumento arma armada armado armas arme armense armo aro arquero arranca arrancar arranco arranquenlo arrastrandonos arregla arreglan
arreglar arreglen arreglo arrepentir arrepienta arrepiente arrepientete arriesgue arroz arruinarle arruinas arruino arta arte artes articulo artificiales artilleria asada asado asaltan asalto asamblea
ase aser asere asesina asesor asistencia askerosa asko asma asoma asome aspecto asquerosa asqueroso assistant asta asunto asusta asustar asustarla asustas asuste asusten asustes asusto ataba ataca
atacante atacar ataque atardecer ataud atea atender atengase atentado ateo atienden atlas atleti atletismo atole atoro atrancar atras atraso atreva atreves atrevia atrevio atropellado atropellan
atropellar atropellen atte atun audiencia audifonos audio audiolibro audios auditorio aula aulas aumento autismo autista autobus autora autores autoridades auxilio auxilios aveces avenida aventar
avento averguenza averiguan aviente avion avisa avisada avisado avisale avisan avisaos avisar avisarnos avise avisele avisen avisenles avisenme avisne aviso avisos ayudan ayudar ayudarnos ayude ayudo
ayuno ayuntamiento azadon azotea azucar azulejo año años babosos bachillerato bacterias baila bailables bailar bailarina baile bailen bailo bajada bajado bajais bajan bajar bajate baje bajen bajenle
bajita bajito bajo bajon bajoneada bala balacera balaceras balanza balas balazo balazos balcon balcony balde baldio ballena balon balonazos bananeras banca banco bancos bandana bandera banderas
banquillo bar barata baratas barato barco barda bardas barniz barra barre barrer barri basilica basquet basta baston basura basurero batalla bate bateria baterias batucada bautizo bañar bañarse
bañooooos beanbags beber beca becada becado becario becas beisbol belleza bellisima bello bendiga bendijo bendito berrinche besandose besitos bestia biblio bibliotecaria bicarbonato bicho bici
bicicleta bicis bienvenida bienvenidas bienvenides bigote bigotudas bilingue bimestre bin bingo biologia birrete bisabuela bisabuelo bisexual bizca blancas bloqueador bloquee bloqueo boca bocata
bocina boda bodas bodega bol bola bolero boleta boliche boliviana bolivianos bolos bolsa bolsas bolsillo bolso boludo bolvi bomb bomba bombas bombazo bombero bombo bombos bombuchas bondi boomer borde
borradlo borrador borradores borralo borran borrar borrate borre borren borrenla borrenlo borro botar botarga botas bote botella botellas boto bought box brackets brazo brazos breve brigada
brillantina brincar brinco brochas brocoli broder broma bromas bronce bruja bruta brutal bruto bucle buelvan buen buenisimo bufanda bugambilia buho bulldog bullet bullosos bunny burbuja burlandose
burlandote burlar burlarnos burlarse burlen burlo burra burro burros busca buscalo buscandolas buscandote buscar busco busque busqueda busquen buzon buzzer buñuelos caballo caballos cabe caben cabeza
cabildo cable cables cabrian cabron cabrones cabros caca caceria cacerolada cacerolazo cactus cadenas cadera caen caer cafe cafes cafeteria cagar cagas cago caian caida caido caiga caja cajero cajon
calabazas calaca calaverita calaveritas calceta calcetin calcetines calcomanias calculadora calculo caldo calendario calentar caleta caliente califica califico califique calla callada calladita
calladitos callado callar callarse callejon callense callo calm calma calmado calmate calmense calor calzones camara camaras cambia cambian cambiar cambiarse cambiate cambie cambien cambienme cambies
camina caminar caminas camine caminen camino camion camionetas camisa camiseta camisetas campamento campana campaña campeon campeonas campito campus canal cancer candidatas candidato cane canica cansa
cansarlos canse canso canta cantan cantandola cantandolo cantandome cantar cantaria canten cantenselo cantina canto cap capaz capibara capitan capitana capitulo capitulos caporales captas captura
capturas capuchas carajo carcel cardiaco carga cargadores cargar cargo cargos cargue carguen cariño carnaval carne caros carpa carpeta carretera carrileas carrito carta cartas cartel carteles carteras
cartero carton cartucheras cartulina cartulinas cas casada casar casco casillero casilleros castelmar castigado castigan castigar castigo castigue catecismo catequesis catolica catrinas catsup causa
cavad cayendo cayeron cayo caza cazar caña caño cebichito cebolla cel celebro cello celu celulares cena cenan cenar cene censo center central centrifugado cerca cerditos cerdo cereal cerebro ceremonia
cerillo cero cerrado cerre cerro certificado ceviche cha chabola chamaca chamacas chamaco chamacos chamarra chamba chamito champu chancla chao charla charlas charola charros chaval chavales chavalo
chavito che chicharron chichi chilaquiles chilazos chile chill chilla chillar chillon chillona chimpunes chimuela chimuelo china chingada chino chiquero chiquita chiquito chiquitos chiriqui chisme
chismes chiste chistes chistosa chistoso chivarse chivato chocara choclo choco chocolate chofer choferes choque chorra chorro chow chueca chueco churros ciber cicatrices cicatriz ciclo ciega ciego
ciegos cien ciencias cientifica cientifico cierran cierre cierren cifras cigarros cilantro cinco cincuenta cine cinta cipote circo circula circulo cita citas civica cks clan claras clarinete clarito
clasico clavado clavar clave claves clavo claxon cliente clima clinica cloro closet clu club coat cobarde cobardes cobijas cobra cobrador cobran cobrar cobraria cobre cobro coca coche cochera cochina
cochino cocina cocinera cocineras codigo codo cohetes coja cojea cojo cojones cola colcha colecta colectividades colectivo colegiatura colgada colgar colgarlos colgue colibri coliseo colla collas
colmo color colores colorines coma comas combi comedia comedor comen comentar comentario comentarios comenten comentes comento comercial comersela comete cometelo cometo comi comics comidita comido
comiendome comio comisaria comiste comite compadre compara comparen compartan compartas compartir comparto compañia compi compis completa complete completo completos comprar compre compren compro
comprobado compruebo compu compuesta computo comun comunidad comunista concejal conchas conchetumare concierto conclusiones concurso conductas conductor conecta confesiones confien confirma confirmado
confirmo confisque conflicto conformo confunda confuso congelada congreso conocer conocerlos conoci conocio conos consegui conseguir consejeria consejo considera consigna consola construyen
contabilidad contado contadora contagia contagian contagioso contar contarle contarselo conte contenido contenta contento contesta contestado contestan contestar contestas contesten contestes contesto
continuar conto contraportada contrario contraseñas contrato control convierte convirtio convulsion cooperativa coordinadora copa copas coperacha copiar copiaras copias copie copos coraje corazon
corazoncito coreo corner coro corra corral corran corre corredor corregia corregir corren correo correos correr correrlos corresponde correte corri corrido corrientes corrigio corrija corrio cortada
corte corten cortometraje corvinas cosecha cositas cosplay costa costal costalero costeña costo costumbre costumbres coño crack crater crea cream creanme creatividad creativos crecen crecer creci
credencial cree creen creer creible creida crema cresta creyendo creyeron creyo crie cried crimen cristianita criticar cronica croquetas crossword cruce crucen cruces cruel crujir cruzan cruzar cruzas
cruzo csm ctm ctrl cuaderno cuadernos cuadra cuadras cuadre cuadritos cuadro cuadros cuales cuarenta cuarta cuatro cubes cubeta cubetas cubre cubro cucaracha cuchillo cuchillos cuelgas cuelgo cuello
cuellos cuente cuenten cuerno cuestas cuete cuetes cueva cuida cuidadito cuidar cuide cuiden cuidenla cuidense cuido cul culpe culto culturas cumbia cumbias cumpla cumple cumpleaños cumples cumpli
cumplida cumplido cumplio cumplir cumpliria cumplo cuota cuotas cupo cura curao curas curita curl curso curva cuter dadle dado dalmata dama damas damos dandole danza daran darle darles darme darse
datazo date dañado daño deadline debajo debate debera deberes deberia deberian debieran decano decian decide decidi decidido decidio decidir decido decile decimas decirla decirle decirlo decirselo
decision declarada declarar declaro dedico dedique deditos dedo dedos defender defenderse defensa defienda defiendes degollar dejado dejais dejame dejanos dejaran dejaria dejarlos dejaste deje
dejemosla dejenla dejenle dejes delantal delante delantera dele delegada delegado delicado delineador delito demanda demasiado dembow demonio den dengue denle densela dental dentista denuncia
denunciar denuncie departamental departamento department dependienta deportes deportivo derecha derechas derecho derechos derexos derivada derrotado derrotar desafina desafine desaparecer desaparecido
desaparezco desastre desayuna desayunar desayuno descansa descansar descanse descanso descarado descomponer descompuso desconocido descubre deseame deseandolo desear deseenme desenvainada deseo
deserve desfiguro desfilan desfilar desfile desierto design desinstala desinstale desmaya desmaye desmayo desmiento desocupe desp despacito despedi despedida despedirse despego despertador despertar
despertara desperto despida despidan despide despidete despidiendose despido despierta despierte despierten despiertes despierto despistado despue desquito destroce destrozarle destruyeron destruyo
desunido desvive desvivir desvivirse detallazo detectores detenga detenido detras deuda devolver devolverselo devolvi devolviera devolvio devuelva devuelvan devuelvannos devuelvase devuelve devuelveme
devuelvo diabla dialogo diario diarios dibuja dibujar dibuje dibujenme dibujo diccionario dicho dida dieciseis diecisiete diente dientes diera diez diferencia dificiles difundan difusion diga digale
digan diganle diganme digas dignas dignidad digo dijiste dime dimelo dimos dinamita dinosaurio dinosaurios dio diosito diploma diputado dire directo diria discapacitada disciplina disculpa disculpas
disculpen discurso discusion discutan discuto disfraces disfraz disfrazada disfrazo disfruta disfrute disfruten dislexia dispara disparado disparar disparo disparos diste distinto distrito diversidad
divertida divertir divinos division doble doce docentes documentado documental doler dolio domino dona donantes donar donas doritos dormi dormian dormida dormido dormir dormiria dormitorio doña drag
drama dramas dramatica drill drive duda dudar dudas dudo duela duelen duelista duelo duerma duerman duermo dulces dulcisima duolingo dura durado durante durar durisima durmiera durmio duro echado
echar echen echenle echo eclipse eco ecologia edad edificio educ educativa educo ejercicio ejercicios ejido electrolitos elegi elegido elementary elenco eligen elijan elijo eliminan elote elotero
elotes embarazada emergencia emocionado emoji empanada empapado empate empañado empece empezo empieza empiezo empingue empresa empujan empujar empujaria empujarla empuje empujones enana enano enata
encaja encanta encare encargo encerrada encerrado encerrarlos encerre enchufe enciende encierra encierren encierro encontrada encontrar encontraran encontre encontro encuentra encuentran encuentro
encuesta enfada enfado enfermedad enfermera enfermeria enfrentamientos enmarcar enojada enojado enoje enojen enojes enojo ensaya ensayan ensayar ensayen ensayo ensayos enseña enseñar enseñara
enseñarle enseñe enseño entender entendio entera enteran entere entero enterrada enterrado enterrar enterro entiendan entiende entienden entierra entierran entierren entierrenme entierro entran entrar
entrega entregar entregara entrego entregue entren entrena entrenador entrenadora entrenamiento entrenar entrene entreno entrevista entro envenenarle enveneno envidia envidien envio epileptica epoca
equipo equivocarse erda ero error errores esbaratao escalera escaleras escape escapo escena escenario escoba escoge escogi escogio escolar escolares escolta esconden esconder escondi escondio escondo
escopeta escopetazo escote escriba escribale escribame escribe escribele escriben escribi escribia escribio escribir escribirle escribiste escribo escrito escritorio escuadron escucha escuchar
escucharse escuchaste escuche escuchen escuchenlo escucho escuelita escupan escupanle escupeme esfuerzo esgrima eskuela espada espalda espantada espanten español especial especiales espejo espejos
esperame esperan esperar esperen esperes espero espiar esplica esqueleto esquina esquites estable establo estacionamiento estacionan estaciono estadistica estado estampitas estante estare estaria
estarian estatua esten estiercol estilo estorbas estorbo estrellado estrellas estrena estreno estrias estrofa estudia estudiantil estudie estudiosa estuve estuviera etica etiquetar etiquete
etiquetenla etiquetenlo euros evacuada evalua evangelicos evitan eviten exagero examen examenes excel excursion excursiones excusado exijo existe existen existencia existir exito expansion expediente
expedientes experimento experta explanada explica explicarnos explico explique expliques explota explotar explote exploto expo expone exponer expongo expulsa expulsar expulsen expulso expuse extintor
extorsiones extrañar extrañen extraño fachos facil factores factura facultad falda faldas falla fallar falle fallecer falleci fallecio fallen fallo falta faltan faltar faltas falte falten falto
familiar fan fanfic fans fantasma faro fatal favorita favoritismo favorito fecha felices felicidades felicitar feliciten fell felpa femenil feminazis feminista feministas fenomeno fenomenos feria
feriado feriao festejo festival festivo fia fierros fifa figuras fija fila filas film filo filosofia filosofico fina finado final finalista finca finde fingia fingir fire firmada firmado firmas firme
firmo fiscalia fisica flaca flaite flan fleco flequillo floja flojera flojo flojos florero florete flotador flow foami foca fonda fondo forense forma formado forme formo foro fotocopiadora fotografo
fracasado fraccionamiento fractura frase free freestyle fregada fregar frena frene frenos frente fresas fresco fria frij frijol frio frita fritas frito fritura frontera fruta frutas fuego fuegos
fuente fueran fuerzas fuiste fulmino fumigan funciona funciono funeral funerales furiosa fusilar fusiles fut futbol futbolista gacela gais gala galan galleta galletas gallina gallinas gallo gallos
gamada game gana ganadera ganar ganarles ganaste gane garganta garzas gas gasolinera gasta gaste gastos gastronomia gata gatillo gatita gato gel gelatina gelatinas gemelos general geografia gif
gimnasia gimnasio gimnastica girasol girasoles gitana gitano gitanos globos gloves goat gobernador gobierno gol golear goles golpe golpear golpeo golpes gonorrea gordita gorditas gordito gorra gorro
goteras gra grab grabada grabado grabar grabe graben grabenlo grabes grabo grad gradua gradue graduen graduo grafiti granada granja granny granthm gratis gratuita grax gremio grieta gringa gripe gris
grita gritan gritar gritarle gritarles gritarselo grite grito gritos gro grupales grupito grupitos gruñon guadaña guagua guaguas guante guantes guarda guardalo guardame guardan guardar guarde guarden
guardenme guardia guardiana guardo guarra guate guia guinea guion guisado guiso guitarra gurisas guste gusto habanero habitan hablado hablame hablar hable hablen hablo habra habria hacerle hacerles
hacerlo hacerse hacerte hacha hachas hacia hacian hackee haga hagamosle hagan haganle haganme haircut haiti haitiana haitiano haitianos hallo hambre hammer hamster hara hare haria hayan hazle hazlo
hecha hediondos helada helado helpful heredo herencia herido hermosa hermoso heroe heroes heroina hice hiciera hiciste hidrogeno hierro hierve higiene higienico hijita hijueputa himno hin hincha hipo
hipocondriacos hipopotamo hipotermia historia historias hiyab hna hoguera hoja hojas homenaje hongos honores honra hoops horario horno horrible horribles horror hospital hospitalizada hostia hours
hoyo huaraches hubiera hubieran hubo huea hueco huelan huele huelen hueles huelga huelgas huelo hueon huerfano huerto huesitos huesos huevo hule humana humanidad humano humedal humillado humo hundir
hundirla huracan ice idea ideas idiay ido idolo iglesia ignorar ignorara ignoren igualito ilegal imagina imaginarios imagine imaginen imagino imitan imitarla imitenla imito importa importara imposible
impresora imprimanla imprimi impuestos inaugurar incendiar incendio incienso incluida incluso incomodan increible indecisa indefinida india indigena indigenas indigentes indio indios indocumentada
indocumentado infantil infarto inferior infierno influencia informa ingeniero ingles ingreso inhalador injusto inmigrante inmigrantes inmunda inmundo inna inspector inspectora inspectores inspectoria
instalan instale insti instituto institutos insulta insultar insulten insultenla insulto insultos integradora intendenta intendente intensa intenso intentado intente intento intercambio interesante
interinas intermedia internado internet internos interprete interrumpio intimas inutiles inv invado inventado inventar inventen invento investiga investigado invierno inviernos invita invitado invitar
invite inviten invito ipad iria irme ironico irse items itziar izo izquierda jabon jaiba jaj jajaj jajajaj jajajaja jajajajaja jajajajajaja jala jalar jalo jamon japones jaque jardin jarkov jefatura
jehova jeje jerga jeta jinetes joda joder jodio joke jornada jornaleras jubila jubile judio judios judo juega juegan juego jueputa juez jugada jugado jugar jugaste jugo juguete junta juntan juntar
juntarse juntas junte junten juntitas juntitos junto juntos jurado justicia justifico justifique justo juvenil juzgar juzgo juzgue juzguen kabron kaio kaqchikel karaoke karate kartulina kasi kede
keria kermes ketchup kien kiere kiero kilo kilometros kimica kiosko kitchen klase knishes knto kombi komio ksi kuenta laboratorio ladra ladrar lag lagrimas lambiscona lambiskona lamento lamina laminas
lamp lanchas lapices larga largar largas largate largo largue larguense larguese larva lastima lastimar lastimarlos lastimarnos lastime lastimo latas lateral lava lavado lavadora lavanda lavanderia
lavas lawd lead lean leanlo leche lectura leectura leen leer leerlo lees legal lei leido lejos lema lengua lenta lentejas lentejuela lentes lento leproso lera lesbi lesbiana letal letra letras letrero
levanta levantan levantar levante levanten levanto leve ley leyenda leyendas leyendo leyeron leyo leña liado liao libanesa libertad libre libreta libro libros licencia liceo lick lico lider liga ligas
limonero limones limosneros limpia limpian limpiar limpiarla limpie limpienlo limpieza limpio limpios lindas lindura linea lineas linterna list lista listas listo listones listos lite literal
literatura litros llaculos llamada llamado llamar llamaria llamarla llamarle llame llamen llamo llanta llanto llate llave llaves llega llegado llegara llegas llego llegue lleguen llena lleno lleras
llevar lleve lleven llevenle lleves llevese llevo lloran llore lloren llores lloro llorona llorones lloros llover llovio llueve lluvia local lockdown locker lockers locura lodo logaritmo logaritmos
logico loko lonche lonchera loop losa lso luc luces luchan luchar lugarcito lugares lun lune luto macha machete machorr madre madres madrina madrugada madrugar maiz maje malandros malentendido
malisimo mallas mames mami mana manana manchado manchas manches manco mandado mandar mande manden mandenme manejan manejar manejo maneras manga mangas mango manta mantas mantenido mantiene manxes mapa
mapas mapuche mapuches maqueta maquillaje maquille maravilla marca marcador marcandole marcar marcas marcha marchan marcho mariachi maric marica marico marido marimba marker marlboro marque marrana
marrano marxa masacre masacro mascota mascotas matador matadora matalo matan matao matare mataria matarse matate mate matematicas maten matenla matenme materia materias mates maths mato matricularse
matutino mayor mayoria mañanitas mear mecanico medalla medallas medianoche medicina medicinas medio mediodia medios medor mein mejore mejores meltdown meme memes mendigo meneandose menores mensajero
menso menstruales mentir menuda meo merece merecen mereces merecido merendar merezca merezco merienda mermelada mero mesabancos meta metafora metanme metas mete meter meterse meti metian metiche metio
metiste meto metodo metro metros mezquita mias mic micro microbus microcuento microfono microondas micros microscopio mide midio migra mija mijo mijos milagro milanesa milanesas militar mineros minimo
ministerio ministra ministro mintio minutes minuto minutos mirada miran mirandome mirar mirarse mirate mire mirenla mirenme mires miro misa miserable mision mismisimo mister misterio mitad mitzva mixe
mixtas mixteco mixto mixtos mochila mochilas modales modelo modo modos mog moj moja mojad mojado mojigata moldes mole molesta molestar molestia molletes monaguilla mondongo moneda mong mongolit
monitos monjas mono monstruo montaje montaña monte month monton morada morado morazan morbo morena moreton moretones morgue mori moria morire morirte mosca mosquito mosquitos mostaza mostre moto
motores motos mouse mover movil mozzarella moño moños msemen muchisima mudo mudos muebles muelle muera mueran mueras muerase muerdo mueren muerete muero muerte muertitos mueva muevo mugrosa mugrosos
mujeres muleta muletas multa multiples multo municipios mural murga muriera murieras murio museo musica musical musulmana muxo muñeca muñecas muñeco muñecos mñn nacer naci nacido nacio nacional
nahuatl nap naranja naranjas nariz nausea nauseas navaja navajazos navidad nch nches nchita nde neblina necesario necesita necesitan necesitar necesito negativo negociar negr negra negras negrito
negro nene ner nervios nerviosa neta netbook neuronas neutro ngola ngolico nica nieta nietos ningun ninguna ninguno nivel niñera nmas nocturna nocturno nocturnos nogada noon nopal noquear noqueo
normal normales normalidad norte nosotras nota notar notara noten noticias noticiero noto novatada novel novela novelas noveno noventa noviecita nro ntp nudo nuestra nuestro nuestros nueve numero
numeros nunk oaxaqu obesa objetos obliga obligatorias obra obrero obvio ochenta ocho octavo ocurrio odia odiada odian odiar odiarnos odie odien odio ofender oficial oficina oficinas oficio oficios
ofrecernos ofrecida ofrenda ofrezco oia oian oie oiga oigo oink oir ojitos ojo oleis oler olimpiada olla ollas olor olvida olvidada olvidan olvidar olvide olviden olvido onda operada operan opina
opinan opinar opine opino optimismo orar oratoria orden ordenada ordenar ordene ordeñe ore orejas orejeras orejon organiza organizarle orgullo orgullosa orgulloso oriente original orines orino
orquesta ortografia oscura oscuras oscuro osito oso otoño outfit overtaken oxides oxigeno oyen oyendo oyeron oyo paciencia pacifico packed padrastro padre padres paga pagar pagina pago pague paguen
paid paintball pais pajarito pajaro pal palabra palabras paleta paletas paliza palo palomitas palomo palos pan pana panadera panaderia pancakes pancarta pancartas panico panque pantalon pantalones
pantano panteon pants pantuflas panza papel papeleria papeles papelito papelitos papo paqueteria paradero parado paraguas paran parar pararan pararas parce parcial parciales pare parecen parecer
parecia parecias parecio pared pareja paren parezco paro parrafo parroquia partidas partidazo partido partir parto pasada pasaje pasajeros pasajes pasale pasame pasan pasao pasaporte pasar pasara
pasaras pase pasean pasen pasenla pasenlo paseo pasta pastel pastelero pasteles pasto pastor patada patarraj patarrajada patas patatus patchwork pateo patera patinete patronal patrulla patrullaje
patrullas payaso payasos pañales pañuelo pañuelos peace peatonal pebre pecado pedazo pedi pedia pedian pedido pedir pedirle pegada pegado pegarle pegarnos pegatinas pegue peguenla peguenselo peinado
peine pela pelado pelao pelea pelean pelear pelearia peleen peleo peli pelicula peligro pelirroja pelo pelon pelona pelos pelota pelotas peloteo pelotero peluca peluche penales pendiente pensado
pensamientos pensandolo pense pension pensiones penso penultima peores pepino perdedora perder perdera perdida perdido perdio perdiste perdoname perdone perdonen perdonenme perdono perejil perfect
perfectas perfecto perfil perico periferico period periodico periodicos periodista periodistas permanente permiso perrita perrito perritos persiguio personaje personal perteneces pesa pesada pesadilla
pesca pescado pescadores pesima peso pesos petado petardos petri pez piano pibas pibe pibes pica picante picar picarlos pida pidan pidanle pide piden pidiendole pidio pido pie piedad piedra piedras
piel piensalo piensan piense pienso pierda pierde pierden pierdo pierna piernas pies pieza pig pijama pijamada pilas pillado pillar pillo pin pinga pinta pintan pintar pintas pinte pintura pinza
pinzas piojos piojosa piojoso piola piolin piolines pipi piquete piquin pirata piratas pisa pisar piscina pista pistola pistolas pistolitas pitarle pito pizarron pizza pizzas pizzeria piñata placa
placas plaga plagiado plana plancha plancho planeado planear planeta planilla plano planta plantan plantas plantel plantitas planton plastico plastifico plataforma platica platico plato platos playa
playera playeras playground playlist plaza plazos plena pleno plomaso plomazo plomazos plomo pluma plumon pobla poblado pobrecito poca pocha podadora podcast podcasts poder podia podias podran podrian
poema poetica poli policial politecnico politicos pollito ponchos pone ponen poner ponerla ponerle ponerlo ponermelo ponga pongan ponganle ponganse pongo ponte poquito porfis porqueria porrista
portada portal portera porteria portero porton posada posar posgrado posta postear posturas postvacacional pozole practica practican practiquen pre preceptora precio precios preciosa precioso
preciosos predico preescolar prefectura prefieren prefiero pregunta preguntado preguntale preguntan preguntandomelo preguntar preguntara preguntaria preguntarselo preguntas pregunte pregunteis
pregunten preguntenle preguntes pregunto prejuicios premio prendanla prende prender prenderle prenderlo prendida prendio prendo prensa preocupa preocupada preocupar preocupes prepara preparame
preparate prepare preparense presente presentes presento presidenta presidente preso prestado prestame prestar preste presten prestenle presto presumida presumir presumo presupuesto pretemporada
preñada prieta prieto primavera primito princesa principiantes principio prioridades prisa privado pro probar probe procesos produce profabor profesional programa programar prohibido prohibir prom
promedio promesa promesas promete prometeme prometen prometer prometi prometio prometo promo pronuncias propia propio proposito prorroga protesis protocolo proveedor provincia provoca proxima proximas
proximo proyecto proyector pruebo psico psicopedagoga publicarla publicarlas publico publiquen puchica pudiera pudo pudrite pue pueblo pueda puedan puerco puesta puesto puestos pulmon pulpos punteros
punto puntos puntuales punzocortantes pupitre pupusas puse puso putazo putazos puteada puñalada puños qlo quebradita quebrar quebre quebro quechua queda quedada quedan quedar quedaria quedarnos quedas
quedaste quedate quedatelo quede queden quedense quedes quedese queja queje quejo quema quemada quemadisima quemado quemarla quemaste queme quemen quemenla quemo quepo querais querer queria querido
quesadillas queso quiebro quiera quieran quieras quihubo quijada quilt quimica quimio quince quinceaños quincena quincenas quinto quise quiso quita quitan quitar quitara quitarnos quitarse quitaste
quitate quitatelo quiten quiteselos quito quiz rabia rabino racha racismo rack radiografia rafaguear raise ramadan rampa rana rancheras ranchero rancho ranked rap rapen rapido rapo rarita raspado
raspe raspo raspon raspones rastreador rata ratero rather rayado rayas rayo rayos raza reapareces reapropiarselo rebajas rebeldes rebonita rebozo rebuzno recai rece recen receso receta recetas rechazo
recibe recibia recibio recibir recibirlos recibo reciclaje recien recital reclamar reclamo recoge recoger recojanme recomienda recompensa reconoce reconozca record recordar recorte recortes rectas
rector recuerda recuerdan recuerden recupere redes redoblantes redondear reenvien reforma refresco refrescos refri refutar regala regalan regalar regale regalo regar regarla regatear regañada regañe
region registro regla reglamento reglas rego regresa regresan regresar regrese regresen regresense regreso regueton rehen rehenes rei reia reiniciar reir reirnos reirse reja rejas relevo religion
relleno remera rendija rendir renuncie repartidor repartio reparto repasar repaso repeat repelente repetir repito reporta reportaje reportala reportan reportar reporte reporten reportenla representa
reprimen reprobar reprobe reprobo repruebo resbaloso rescate reset reseña resfriado resguardo residencia resistan respeta respetar respeto respira respiran respirar respirarian respire respiren
respiro responda respondo responsable respuesta restregarle resucite resuelve resulta resulto reta retire retiro retoman retos retras retrasada retrasado reunion reuniones reunir reuno revancha
reventar reves revienta reviento revisa revisan revisarle revisen revision reviso revisor revive revivi revivo rezo rezos rgu ria rian rica ricas ricon ricones ridicula ridiculo ridiculos rie riegue
rieguen rien riendose riesgo rifa rifle rima rimas rin ritos rival riñon roast roba robada robado roban robar robo robot robotica roche rodar rodilla rodillas roja rojos rola rolon rompan rompen
romper rompes rompi rompio rompo ronca rondalla rondas roomie roommate ropa rota rotenlo roto rotos rotoso roñoso rras rtillera rtilleras rubricas ruedas rueden ruego rugio ruido ruidosas rumba rumor
rumores rural rusa ruta sabana saber sabras sabroso saca sacais sacan sacar sacarlas sacarlos sacas sacaste saco sala salario salchipapa saldo saldria salga salgan salganle salgas salgase salgo sali
salir salmorejo salones salsa saltaria salte salteñas salto salud saluda saludan saludar salude saluden saludenlo saludo saludos salva salvajes salvar salvo sancocho sangrar sanguche sano santera sapo
sapos saque saquen sartenes scr scu seco second secreta secretaria secretarias secreto secta secu secundarios sede segui seguia seguidas seguidores seguir seguire seguiste segun segunda seguridad seh
seis sele selecsion selectividad selfie selfies selva semaforo sembrar semestre semillas sencillo sensei sensibles sentada sentadillas sentarse sente sentencia senti sentido sentimiento sentir sento
separado separan separar separaran separe septimo sera seran serenata serie seriedad serrana server servicio servir seven sexto sexual señal señales señas seño señores sheep shortcut show shower
sicario sidosa sienta sientan sientate sienten sientense siete sigan significa sigo sigue siguen siguiente siguio silbatos silencie silencio silicon silla simulacro simuladores simulakro sinagoga
sindical sindicato sindrome sino siquiera siria sirva sirvan sirve sirves sirvienta sirvo sismo sistema sistemas sitcom sitio sobra sobran sobre sobren sobrevivi sobreviviente sobrevivir sobrevivo
sobrina sobrino sobrio sobro soccer social sociales sodio soga soi soldar solicita solicitud soltar soltero solterona sombra sonar sonara sonido sono sonrei sonrias sonrie sonrio sonrisa sopa soplan
sople soplo soplon soplona soporta soporte sor sorda sordo sorprenden sorpresa sospechan sospecho soñe spoileen spoiler spoon spot squad sra sta stand sticker stickers stitches store stoy strap stream
study suba suban subanla subanle subansela sube suben subete subi subio subir subita subo sucia sucio sucre sudadera sudar sudo sudor suegra sueldo suelo suelta suelto sueltos suena suenan suerte
sueter sueñan sueño sufganiot suficiente sufrido suicidio suicido sumario sumo supe supero supervisar supervision supiera suplente supo supongo suprimir supuesto sur suspende suspenden suspender
suspension susto sustos sutep taba tabla tablas tablet tac tacaño taco tacones tacos taekwondo tag tags taladro talen taller talleres tamal tamales tamalito tambores tamos tantito tapa tapan tapas
tapate tape tapenla tapo tapones tarado tarda tardado tardar tardo tarea tareas tarima tarjeta tartamuda tartamudeo tartamudo tata tatuaje taza tca tda teatrito teatro techo teclas tecnica tecnico
tele telefono tema temazo temblo temerarios temon templo temporada temprano ten tendedero tendra tendria tenes tenga tengas tenia tenian tenido tenis tensa teorico tepic tequeños terapia terca tercer
tercera tercero terere termina terminada terminal terminar termine terminen termino termo ternura terquedad terror terrorista tesina tesis tesorera tesorero test testamento testigo testigos
testimonios tetris teñi third threat three tibios tic tiembla tiemblan tienda tiendita tierno tildes timbre timida timido tinaco tip tipico tipo tipografia tira tirador tiran tirar tirara tirarse tire
tiren tirenle tirita tiro tiros tiroteo titanes titular titule titulo tiza tiñe tkm tngo tnt toalla toallas tobillo tobogan tocado tocan tocar tocara toco todita toga tolerancia toma tomado tomandose
tomar tomate tombo tombola tome tomen tomo tonteria tope topper toque toquen toquenle toques tormenta tornado torneo torpedo torta tortas tortillas tortuga tortugas tortura total toy tqm trabaja
trabajadora trabajandolo trabajar trabajo trabo traduce traductora trafico traga tragame tragedia trago tragona traia traicionas traiciono traidor traidores traiga traigan traiganle traigas traigo
traje trajeron trajes trajo tramite tranqui tranquila tranquilo tranquilos transformador transparencia transporte trap trapea trapeador trapero trapo trastes trata traumada trav travel trayecto
treadmill tremenda tren trenza trenzas tres tribuna tribunales trigonometria trilingue triple tristeza tristona trizte trofeo trollear trompeta trompo truco truena tuanis tuba tucan tuit tuitean
tullida tumba tumben tupper turismo turn turno turnos turron tutor tutora tutoria tutorias tuve tuviera tuya tuyo ubicada ubicado ubicate ubiquense ultima ultimas ultimo unanimidad unfollow unica
unicel unico unicornio unido uniforme union universidad universo urgente urnas usar usen uso uste usuario utiles uñas vaca vacas vacia vacias vacio vacuna vagon vais valen vali valiente valores vals
vamo vampira vano varicela varilla varones vater vayan vayanse vañar vdd vea vean veanlo veas vecindad veia veinte veintiuno vela velador veladora velas velitas velo vemos venado vencido venda vende
venden vender vendi vendido vendio vendo veneca venecos veneno venezolana venezolanos vengan vengo venia venid venido venir venta ventana ventanas ventas ventilador ventiladores veranito veras verbena
verdades verde verdes verduleria vereda verguenza verla verlo verso verte vertedero ves vespa vespertino vestido vestidor vestuarios vete veterinaria veterinario viacrucis viaje viajes vial vibora
vici victima victimas vidrio vieja viejas viejita vieran vigilancia vigilia villain villano villero vimos vine vino vio violencia violines virales virtuales virulana virus visitan visitar visitarlos
vista vitiligo vivia vivio vocal vocalia volado volante volar volcan voley voli volo voltean volteo volumen voluntarios volver volveria volvete volvi volvio vomitar vomito vos vosotros vota votad
votar vote voten voto votos voz vuelo vuelta vueltas vuelto vuelva vuelvan vuelvas vuelven vuelvete vuelvo walkout warzone waterfall wea wear weno weon wepa wetb wheelchair wifi wins wombats won wool
wrapped wrote yebar yendo yogur yorar yoro yoyo zafarse zamba zanahoria zancudos zanja zapatillas zapato zapatos zapes zipper zombi zombis zona zorr zumito zumo zurda zurdo zurdos ñero ñeta ñuñoa
""")

# Not in the English dictionary that the model brings.
ENGLISH_CHAT = _set("""
acct ahh aight airballed airdropped airfryer airsoft aldi alumni amma anny anymroe anytime app arroz asf assemblies audiobook autocorrect autocorrected aye babies backstrap baho bandaid bandaids
bargepole bbq became becos began begged begun bellyflop bento beside biggest blankt bled blew blieve bodies bodyweight bort bought braindead brb brok brought btw bubbe bullsh bumbag burnout burpee
burpees byline caf calc calmest cannot carb carpool carried carries categories caught ceasefire ceilin chatbot cheeto chek chem chemo children chose chromebook chur churros cide ckers clapped closin
comedies comin commin congrats cookr copies coulda covid coworker cried cries croquembouche crowdfund cruellest cutest cuttin cuzzo daisies dashcam dawg deckchair denied dept dere dese desinged diwali
dodgeball dollas dotn dragged drank dreamt drivr dropped drumline dumbest duolingo dupatta durag durags durin easier easiest eaten eco eek eish emoji emojis emptied empties enemies envied erbody
errbody errday errthang errybody errythang esports evac eww expelled facetime families fascinator fave feet fegu ffs fina fite flapped flappy flatlined flatpack flew flipped flo flogged flopped fone
foodbank forgave forgettin forgiven forgot fought fourf freezin froze frybread funnier funniest gameplay gamertag garfeild geese gettin ggot givin glowstick gofundme gona gossipbot gov grabe grandaddy
grandkids greggs grew grippy gro groceries groomers guppies gurdwara guruji gutted hables hadnt hahahaha halfords halloran halloumi happier happiest hardest harmonies headteacher heavier helpline
hevan hewwo hijabi hirap hittin hoodie hoodies hottest hte hugged hummed hung hurtign iftar imenimaliza incl injuries invitd iont ipad irl istle itll jedi jellybeans jollof kabaddi kabisa keffiyeh
keybord kiddush kil kindest kippah kippur kitkat kneepads knives knotless krispie kuala kugel kya laddoo ladies langar lardarse largest laundrette lawnmower layt leant learnt leavin lef letterbox libs
lice livestream lobbies locs logged lolipop lorries losin lotta loudest lumpur lunchbox lunchboxes lyin manga mazel mcdonalds meant memories met mic minigame misc mitochondria mixtape modded motherf
movin multimeter mun nade nappies neighba nem nerf nerfed nex nicer nkeys nna nny nodded northgate northside nothin noticeboard notified novemba occurred oclock oldest onto ora ortho oughta ourselves
outdid outgrown outta overtaken parties pastries pathshala penalties peonies permitted perv pfp photobombed pierogi pinned plees pleez plese polytunnel popped poppin pple practicin pre prek primark
priorities proudest punchable punchline puppies quary quietest quinceañera quinoa ramen ran rang rban rec referred regretted remarried remix repave replied replies repost resit resits respawn
rewatched rewound rewrote rez ripped rist roadmen robbed rode rosevelt roti rrorist runnin scarves sch screensaver screenshot screenshots screenshotted selfie sewerslide shabbat shahada shakin shalom
shoulda shouldve shoutout shrugged shuttin sia simul skipped slava slept slid slideshow slidin slipped slushies smallest smilin snapped snorin sobbed sombody somone speedrun spel sposed squatted
ssssnake stabbed starvin stats stepdad stepdads stim stolen stood stories strapped studies stupidest subbed subforum suin surpris swapped sweepstake sweetcorn swore takebacks takis talaga talm tardies
tards taught tbacks tch tches terr tesco thatha themselves thermite theyself thirstiest threw thsi thu thurs tidied tird tmorow tock tomorow tov transferred tries tripped trippin tteokbokki tue turnt
tyce ugliest ukraini unalive unalived unc uncels understudies undid unfollow unfollowed uninstall unplayed unplugged unthink vape vapes versus vocab vod waa wah wakin walkoff walmart warmest warmups
washi weedwhacker welhead wept westfield westlake whenever whether whichever whom winda wirral wistle woke woken wore worries wouldve wrote yom youngest yourselves yum zine
""")
