"""Letters may say at which address they are ended."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mail", "0001_letters")]
    operations: ClassVar = [
        migrations.AddField(model_name="letter", name="way_out", field=models.TextField(blank=True, default=""))
    ]
