"""The roles in a clause that only persons take: who acts, who is addressed, told apart, owned by."""

from privacy.redact import actions, cues, doubts
from privacy.redact.names import ANY_GIVEN
from privacy.redact.view import View
from privacy.redact.words import is_plain


def bare(view: View, index: int) -> bool:
    """Whether the word can be the subject of a clause: nothing before it that would make it an object or a noun."""
    if view.starts_sentence(index):
        return True
    before = view.key(index - 1)
    gap = view.gap(index - 1).strip(" ")
    return bool(gap) or before in actions.CLAUSE


def acts(view: View, index: int, *, sure: bool) -> bool:  # noqa: PLR0911 - a row of reasons, the first that holds decides
    """Whether the word is the subject of what a person does. `sure`: what a thing could do or be does not count."""
    step = index + 1
    while view.joined(step - 1) and view.key(step) in actions.ADVERBS:
        step += 1
    if not view.joined(step - 1):
        return False
    verb, after = view.key(step), view.key(step + 1)
    if view.spanish:
        return _acts_spanish(view, index, verb, after, sure=sure)
    key = view.key(index)
    if verb in ("been", "be"):
        return bare(view, index) and key not in doubts.THINGS
    if verb in actions.WOULD:
        return after in actions.HUMAN_BASE and bare(view, index) and key not in ("will", "may")
    if verb in actions.HUMAN_VERBS and not (key in ("will", "may") and verb in actions.BASE_TOO):
        return bare(view, index) or not sure
    if verb in ("is", "was", "isnt", "wasnt", "isn't", "wasn't"):
        states = actions.SURE_STATES if sure else actions.HUMAN_STATES
        return after in states and bare(view, index)
    if verb in cues.AND and bare(view, index):
        return after in ("i", "his", "her", "them") or (not sure and after in ("me", "my", "their"))
    return False


def _acts_spanish(view: View, index: int, verb: str, after: str, *, sure: bool) -> bool:
    before = view.key(index - 1)
    if verb in actions.CLITICS and after not in ("", "que", "de") and len(after) > 1:
        if verb in ("la", "lo", "las", "los") or before in ("a", "al"):
            return before in ("a", "al")
        return bare(view, index) and after not in ("gusta", "da", "dan", "duele")
    if verb in actions.SPANISH_ACTS and not (sure and verb in actions.NOT_THINGS_DO):
        return bare(view, index) or (before in ("la", "el", "ese", "esa", "este", "esta") and not sure)
    if verb in ("y", "e") and bare(view, index):
        return after in ("su", "sus", "yo")
    return False


def governed(view: View, index: int) -> bool:
    """Object of a preposition that, after its verb or noun, takes persons: "pic of", "laughing at", "burlan de"."""
    if index < 2 or not view.joined(index - 1):
        return False
    prep, governor = view.key(index - 1), view.key(index - 2)
    return governor in actions.GOVERNED.get(prep, ()) and view.joined(index - 2)


def seen(view: View, index: int) -> bool:
    """ "saw grace w bruises", "heard faith crying"."""
    if not view.joined(index - 1) or not view.joined(index) or view.key(index) in doubts.THINGS:
        return False
    return view.key(index - 1) in actions.SEEN and view.key(index + 1) in actions.SEEN_DOING


def felt(view: View, index: int) -> bool:
    """ "nobody likes hope", "i love bree but": object of a feeling that persons get."""
    if view.key(index - 1) not in actions.FEELS or not view.joined(index - 1):
        return False
    if view.key(index - 2) in actions.FEELERS:
        return view.key(index) not in doubts.THINGS
    return view.unknown(index) and view.key(index + 1) in actions.ENDS


def begged(view: View, index: int) -> bool:
    """ "nati contestame": a name, then what is asked of it."""
    after = view.key(index + 1)
    asks = len(after) > 5 and after.endswith(("ame", "eme", "anme", "enme"))
    return asks and view.spanish and view.starts_sentence(index) and view.joined(index)


def tells_apart(view: View, index: int) -> bool:
    """ "dawn from the office", "yuli del tercero", "rubys hair": something that sorts or belongs to persons."""
    if not view.joined(index):
        return False
    after, then, last = view.key(index + 1), view.key(index + 2), view.key(index + 3)
    if view.words[index].possessive or (
        view.words[index].key.endswith("s") and view.words[index].key[:-1] in ANY_GIVEN
    ):
        return after in actions.OWNED
    if after in ("from", "in") and bare(view, index):
        return then in ("my", "the", "our", "his", "her") and last in (
            "office", "class", "grade", "period", "team", "bus", "homeroom", "group", "hall", "school", "band",
        )  # fmt: skip
    return after in ("del", "de") and then in (
        "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "primer", "tercer", "salon", "grupo", "turno",
    )  # fmt: skip


def named_by_others(view: View, index: int) -> bool:
    """What stands after "they call me", "le dicen el": a nickname, whatever the word."""
    at = index - 1
    if view.spanish and view.key(at) in ("el", "la", "los", "las"):
        at -= 1
    if at < 1 or not view.joined(index - 1) or (not view.spanish and is_plain(view.key(index))):
        return False
    pair = (view.key(at - 1), view.key(at))
    if pair in cues.NICKNAMING:
        return at < index - 1 or not view.spanish or view.unknown(index) or view.capital(index)
    return (view.key(at - 2), *pair) in cues.NICKNAMING
