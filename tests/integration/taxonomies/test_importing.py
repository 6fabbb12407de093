"""Classifications in the database: several versions and languages side by side, whole or not at all."""

import pytest

from corridor.access.roles import Role
from corridor.batch.taxonomies.records import Asked
from corridor.core.models import AuditEntry
from corridor.kernel.errors import CorridorError, InputError, NotPermitted
from corridor.knowledge.taxonomies.models import (
    Classification,
    Concept,
    ConceptLabel,
    ConceptMapping,
    ConceptRelation,
)
from corridor.knowledge.taxonomies.services.importing import import_files
from tests.factories import taxonomy_files as files
from tests.factories.access import make_member
from tests.factories.taxonomies import bring_in
from tests.factories.taxonomy_damage import ASKED, damaged_files
from tests.factories.taxonomy_files import TILER, WELD, WELDER

pytestmark = pytest.mark.django_db


def test_concepts_labels_and_relations_come_in_with_licence_and_digest(tmp_path):
    done = bring_in(tmp_path, files.ENGLISH, files.RELATIONS)

    row = done.classification
    assert (str(row), row.languages, row.layout) == ("esco@1.1.1", "en", "esco-1.1")
    assert "CC BY 4.0" in row.licence
    assert "European Commission" in row.attribution
    assert len(row.digest) == 64
    assert done.added == {"concepts": 7, "labels": 14, "relations": 5, "mappings": 0, "left_out": 0}
    assert set(ConceptRelation.objects.filter(source__uri=WELDER).values_list("target__uri", "type")) >= {
        (WELD, "essential")
    }
    assert Concept.objects.get(uri=TILER).is_regulated
    assert ConceptLabel.objects.get(text="Floor layers and tile setters").norm == "floor layers and tile setters"


def test_a_second_language_joins_the_same_version(tmp_path):
    first = bring_in(tmp_path, files.ENGLISH, files.RELATIONS).classification

    done = bring_in(tmp_path / "fr", files.FRENCH)

    assert done.classification.pk == first.pk
    assert done.added["concepts"] == 0
    assert Classification.objects.get().languages == "en fr"
    assert done.classification.digest != first.digest
    assert ConceptLabel.objects.filter(concept__uri=WELDER, kind="preferred").count() == 2


def test_the_same_files_again_change_nothing(tmp_path):
    bring_in(tmp_path, files.ENGLISH)

    again = bring_in(tmp_path, files.ENGLISH)

    assert again.is_repeat
    assert AuditEntry.objects.filter(action="taxonomies.classification_imported").count() == 1


def test_versions_stand_side_by_side(tmp_path):
    bring_in(tmp_path, files.OLD, version="1.0.3")
    bring_in(tmp_path / "new", files.ENGLISH)

    assert [str(row) for row in Classification.objects.order_by("version")] == ["esco@1.0.3", "esco@1.1.1"]
    assert Concept.objects.filter(uri=WELDER).count() == 2


def test_a_file_of_another_version_is_refused_and_nothing_of_it_stays(tmp_path):
    bring_in(tmp_path, files.ENGLISH)
    before = (Concept.objects.count(), ConceptLabel.objects.count())

    with pytest.raises(InputError, match="the file is of another version"):
        bring_in(tmp_path / "old", files.OLD)
    with pytest.raises(InputError, match=r'is called "welder" in version 1.1.1 and "metal welder" in the file'):
        bring_in(tmp_path / "renamed", {"occupations_en.csv": files.OCCUPATIONS.replace(",welder,", ",metal welder,")})

    assert (Concept.objects.count(), ConceptLabel.objects.count()) == before
    assert Classification.objects.get().files.count() == 1


def test_relations_alone_are_refused(tmp_path):
    with pytest.raises(InputError, match="hold no concept"):
        bring_in(tmp_path, files.RELATIONS)

    assert not Classification.objects.exists()


def test_a_relation_to_a_concept_that_is_not_there_is_left_out_and_counted(tmp_path):
    stray = files.NEEDS + f"{WELDER},essential,skill/competence,{files.E}/skill/s-gone\n"

    done = bring_in(tmp_path, files.ENGLISH, {"occupationSkillRelations.csv": stray})

    assert (done.added["relations"], done.added["left_out"]) == (3, 1)


def test_relations_that_come_later_join_the_concepts_that_are_there(tmp_path):
    bring_in(tmp_path, files.ENGLISH)

    done = bring_in(tmp_path / "later", files.RELATIONS)
    bring_in(tmp_path / "again", {"occupationSkillRelations.csv": files.NEEDS + "\n"})

    assert done.added["relations"] == 5
    assert ConceptRelation.objects.count() == 5


def test_a_crosswalk_is_a_classification_with_matches(tmp_path):
    path = files.write_text(tmp_path, "fr.csv", files.CROSSWALK)

    done = import_files(paths=[path], asked=Asked("rome", "4", "fr"), by=None)

    assert done.added["mappings"] == 3
    assert ConceptMapping.objects.get(from_uri="rome:10895").match == "exact"


def test_only_an_administrator_brings_in(tmp_path):
    with pytest.raises(NotPermitted):
        bring_in(tmp_path, files.ENGLISH, by=make_member(Role.DESIGNER))

    done = bring_in(tmp_path, files.ENGLISH, by=(admin := make_member(Role.ADMINISTRATOR)))

    assert done.classification.imported_by == admin


def test_damaged_files_leave_whole_classifications_or_nothing(tmp_path):
    for path in damaged_files(tmp_path, 60, seed=7):
        before = Classification.objects.count(), ConceptLabel.objects.count()
        asked = Asked(language="fr") if "v1.2.0" in path.name else ASKED
        try:
            import_files(paths=[path], asked=asked, by=None)
        except CorridorError:
            assert (Classification.objects.count(), ConceptLabel.objects.count()) == before
        Classification.objects.all().delete()
