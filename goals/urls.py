from django.urls import path

from goals import views

app_name = "goals"
ONE = "goals/<slug:framework>/<key:number>/<slug:economy>/"
urlpatterns = [
    path("goals/", views.overview, name="overview"),
    path("goals/<slug:framework>/", views.goal_list, name="goal_list"),
    path("goals/<slug:framework>/<key:number>/", views.goal, name="goal"),
    path(ONE, views.goal_economy, name="goal_economy"),
    path(ONE + "chart.svg", views.goal_chart_svg, name="goal_chart_svg"),
    path(ONE + "chart.png", views.goal_chart_png, name="goal_chart_png"),
    path(ONE + "data.csv", views.goal_data_csv, name="goal_data_csv"),
    path("indicators/", views.indicator_list, name="indicator_list"),
    path("indicators/<key:slug>/", views.indicator, name="indicator"),
    path("indicators/<key:slug>/chart.svg", views.indicator_chart_svg, name="indicator_chart_svg"),
    path("indicators/<key:slug>/chart.png", views.indicator_chart_png, name="indicator_chart_png"),
    path("indicators/<key:slug>/data.csv", views.indicator_data_csv, name="indicator_data_csv"),
    path("gaps/", views.gap_list, name="gaps"),
    path("evidence/", views.evidence_list, name="evidence_list"),
    path("evidence/<slug:code>/", views.evidence, name="evidence"),
    path("frameworks/", views.framework_list, name="framework_list"),
    path("frameworks/<slug:slug>/", views.framework, name="framework"),
]
