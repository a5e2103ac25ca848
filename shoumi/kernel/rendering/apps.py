from django.apps import AppConfig


class RenderingConfig(AppConfig):
    name = "shoumi.kernel.rendering"
    label = "rendering"
