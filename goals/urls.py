from django.urls import path

from goals import views

app_name = "goals"
urlpatterns = [
    path("goals/", views.overview, name="overview"),
    path("goals/<slug:framework>/", views.goal_list, name="goal_list"),
    path("goals/<slug:framework>/<key:number>/", views.goal, name="goal"),
    path("goals/<slug:framework>/<key:number>/<slug:economy>/", views.goal_economy, name="goal_economy"),
    path("indicators/", views.indicator_list, name="indicator_list"),
    path("indicators/<key:slug>/", views.indicator, name="indicator"),
    path("evidence/", views.evidence_list, name="evidence_list"),
    path("evidence/<slug:code>/", views.evidence, name="evidence"),
    path("frameworks/", views.framework_list, name="framework_list"),
    path("frameworks/<slug:slug>/", views.framework, name="framework"),
]
