"""The index of secrets in force holds their key, so that counting fetches no row."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_audience_indexes_that_hold_what_is_asked'),
        ('register', '0002_indexes_for_controls'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='tradesecret',
            name='register_secret_in_force',
        ),
        migrations.AddIndex(
            model_name='tradesecret',
            index=models.Index(fields=['effective_on', 'ended_on', 'term_ends_on', 'record_ptr'], name='register_secret_in_force'),
        ),
    ]
