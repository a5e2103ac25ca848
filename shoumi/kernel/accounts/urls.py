"""Addresses of the door and of one's own account."""

from django.urls import path

from shoumi.kernel.accounts import key_views, views

urlpatterns = [
    path("sign-in", views.sign_in, name="accounts.sign_in"),
    path("sign-out", views.sign_out, name="accounts.sign_out"),
    path("account/password", views.change_password, name="accounts.change_password"),
    path("account/sessions", views.my_sessions, name="accounts.sessions"),
    path("account/sessions/end", views.end_session, name="accounts.end_session"),
    path("account/keys", key_views.my_keys, name="accounts.keys"),
    path("account/keys/revoke", key_views.revoke, name="accounts.revoke_key"),
]
