
"""Drop indexes for the key alone; the others hold all that a list of what one may see asks."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_persons_units_posts_and_accounts'),
        ('records', '0002_audience_by_capacity'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='audience',
            name='records_audience_person',
        ),
        migrations.RemoveIndex(
            model_name='audience',
            name='records_audience_post',
        ),
        migrations.RemoveIndex(
            model_name='audience',
            name='records_audience_unit',
        ),
        migrations.AlterField(
            model_name='audience',
            name='org_unit',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.orgunit'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='person',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='post',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='record',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='audience', to='records.record'),
        ),
        migrations.AddIndex(
            model_name='audience',
            index=models.Index(fields=['record', 'person', 'post', 'org_unit', 'from_on', 'until_on'], name='records_audience_record'),
        ),
        migrations.AddIndex(
            model_name='audience',
            index=models.Index(fields=['person', 'record', 'from_on', 'until_on'], name='records_audience_person'),
        ),
        migrations.AddIndex(
            model_name='audience',
            index=models.Index(fields=['post', 'record', 'from_on', 'until_on'], name='records_audience_post'),
        ),
        migrations.AddIndex(
            model_name='audience',
            index=models.Index(fields=['org_unit', 'record', 'from_on', 'until_on'], name='records_audience_unit'),
        ),
    ]
