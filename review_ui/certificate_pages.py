"""Proof of destruction: the certificates, as a list and for print."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from privacy import certificates as proof
from privacy.audit import Action
from privacy.models import AuditEntry, Certificate

MOST = 200


@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    rows = [(one, sum(one.counts.values())) for one in Certificate.objects.order_by("-pk")[:MOST]]
    return render(request, "review_ui/certificates.html", {"rows": rows})


@require_GET
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """For print. Says whether its words are those whose hash stands in the audit log."""
    one = get_object_or_404(Certificate, pk=certificate_id)
    entry = AuditEntry.objects.filter(seq=one.seq, action=Action.DESTRUCTION_CERTIFIED).first()
    stands = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]["certificate"] if entry else ""
    digest = proof.digest(one)
    context = {"one": one, "text": proof.text(one), "digest": digest, "true": stands == digest}
    return render(request, "review_ui/certificate.html", context)
