"""The console's addresses. Each name has a line in review_ui.permissions."""

from django.urls import URLPattern, URLResolver, path

from review_ui import (
    emergency,
    item,
    people_pages,
    queue,
    referrals,
    source_check,
    throughput,
    tip_pages,
    watch,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.home, name="home"),
    path("healthz", throughput.healthz, name="healthz"),
    path("call-sheet/", emergency.call_sheet, name="call_sheet"),
    path("queue/", queue.queue, name="queue"),
    path("queue/rows/", queue.queue_rows, name="queue_rows"),
    path("queue/next/", queue.next_item, name="next_item"),
    path("items/<int:item_id>/", item.item, name="item"),
    path("items/<int:item_id>/presence/", item.presence, name="presence"),
    path("items/<int:item_id>/decide/", item.decide, name="decide"),
    path("items/<int:item_id>/undo/", item.undo, name="undo"),
    path("items/<int:item_id>/reveal/", item.reveal, name="reveal"),
    path("items/<int:item_id>/emergency/", emergency.emergency, name="emergency"),
    path("items/<int:item_id>/emergency/reveal/", emergency.emergency_reveal, name="emergency_reveal"),
    path("items/<int:item_id>/referrals/<int:decision_id>/", referrals.acknowledge, name="acknowledge"),
    path("items/<int:item_id>/answer/", tip_pages.reply, name="tip_reply"),
    path("items/<int:item_id>/verify/", source_check.verify, name="verify"),
    path("items/<int:item_id>/verification/", source_check.verification, name="verification"),
    path("tips/new/", tip_pages.tip_new, name="tip_new"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("audit/", watch.audit, name="audit"),
    path("audit/export/", watch.audit_export, name="audit_export"),
    path("audit/verify/", watch.audit_verify, name="audit_verify"),
    path("throughput/", throughput.throughput, name="throughput"),
    path("throughput/numbers/", throughput.throughput_numbers, name="throughput_numbers"),
    path("people/", people_pages.people, name="people"),
    path("people/new/", people_pages.person_new, name="person_new"),
    path("people/<int:person_id>/", people_pages.person, name="person"),
    path("people/<int:person_id>/password/", people_pages.person_password, name="person_password"),
]
