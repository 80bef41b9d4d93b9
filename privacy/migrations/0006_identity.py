"""Asks to see who wrote a post."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_disclosures")]

    operations = [
        migrations.CreateModel(
            name="IdentityAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.BigIntegerField(null=True, unique=True)),
                ("asked_by", models.CharField(max_length=64)),
                ("asked_role", models.CharField(max_length=32)),
                ("asked_at", models.DateTimeField()),
                ("fields", models.JSONField(default=list)),
                ("purpose", models.CharField(max_length=32)),
                ("words", models.BinaryField(default=b"")),
                ("until", models.DateTimeField()),
                ("settled_by", models.CharField(blank=True, max_length=64)),
                ("settled_role", models.CharField(blank=True, max_length=32)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_seq", models.BigIntegerField(null=True, unique=True)),
                ("settled_words", models.BinaryField(default=b"")),
                ("approved", models.BooleanField(default=False)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_asks",
                        to="privacy.helditem",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["settled_at", "until"], name="identity_waiting")],
            },
        ),
    ]
