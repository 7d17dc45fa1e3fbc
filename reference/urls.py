from django.urls import path

from reference import economy_views, views

app_name = "reference"
urlpatterns = [
    path("economies/", economy_views.economy_list, name="economy_list"),
    path("economies/<slug:slug>/", economy_views.economy, name="economy"),
    path("forums/", views.forum_list, name="forum_list"),
    path("forums/<slug:slug>/", views.forum, name="forum"),
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("people/", views.person_list, name="person_list"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("glossary/", views.glossary, name="glossary"),
    path("sources/", views.source_list, name="source_list"),
    path("sources/<slug:slug>/", views.source, name="source"),
]
