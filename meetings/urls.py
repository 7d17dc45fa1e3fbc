from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings/<slug:slug>/", views.meeting, name="meeting"),
    path("outcomes/", views.outcome_list, name="outcome_list"),
    path("outcomes/<slug:slug>/", views.outcome, name="outcome"),
]
