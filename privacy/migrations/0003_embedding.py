from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_audit_log")]

    operations = [
        migrations.AddField(
            model_name="helditem",
            name="embedding_blob",
            field=models.BinaryField(default=b""),
        ),
    ]
