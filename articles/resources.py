"""The sheets of this room, in the order in which one names the other."""

from articles import models
from publishing.resources import sheet

sheet(models.Article, "articles")
sheet(models.Aside, "asides")
sheet(models.Figure, "figures")
