from django.urls import path

from dialogues import views

app_name = "dialogues"
urlpatterns = [
    path("dialogues/", views.dialogue_list, name="dialogue_list"),
    path("dialogues/<slug:slug>/", views.dialogue, name="dialogue"),
    path("cases/", views.case_list, name="case_list"),
    path("cases/<slug:slug>/", views.case, name="case"),
]
