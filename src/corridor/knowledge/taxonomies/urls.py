"""Addresses of this room."""

from django.urls import path

from corridor.knowledge.taxonomies.views import importing, lookup, professions

app_name = "taxonomies"
urlpatterns = [
    path("", lookup.index, name="index"),
    path("import/", importing.bring, name="import"),
    path("concepts/", lookup.concepts, name="concepts"),
    path("concepts/<int:pk>/", lookup.concept, name="concept"),
    path("differences/", lookup.differences, name="differences"),
    path("suggestions/", lookup.suggestions, name="suggestions"),
    path("professions/", professions.pair, name="professions"),
    path("professions/new/", professions.profession_new, name="profession_new"),
    path("professions/reported/", professions.enter_reported, name="enter_reported"),
    path("professions/<int:pk>/", professions.profession_edit, name="profession_edit"),
    path("authorities/new/", professions.authority_new, name="authority_new"),
    path("authorities/<int:pk>/", professions.authority_edit, name="authority_edit"),
    path("levels/", professions.levels, name="levels"),
    path("levels/new/", professions.level_new, name="level_new"),
    path("levels/<int:pk>/", professions.level_edit, name="level_edit"),
]
