"""A model of the tests' own, outside the log's guard, so that a list can be long."""

from typing import ClassVar

from django.db import models


class Shelf(models.Model):
    name = models.CharField(max_length=40)

    objects: ClassVar[models.Manager["Shelf"]] = models.Manager()

    class Meta:
        app_label = "papers"

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    number = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=200)
    grade = models.CharField(max_length=20, default="ordinary")
    state = models.CharField(max_length=20, default="kept")
    due_on = models.DateField(null=True, db_index=True)
    made_at = models.DateTimeField()
    pages = models.IntegerField(default=1)
    secret = models.BooleanField(default=False)
    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE, null=True)

    objects: ClassVar[models.Manager["Paper"]] = models.Manager()

    class Meta:
        app_label = "papers"

    def __str__(self) -> str:
        return self.number
