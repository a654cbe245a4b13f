from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('datasets', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='dataset',
            name='contact_mail',
            field=models.EmailField(blank=True, default='', max_length=254),
        ),
    ]
