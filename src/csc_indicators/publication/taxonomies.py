"""
Lists of reasons for other systems: as JSON, as a table, as SKOS, and as the choices of a drop-down.

JSON and SKOS can be read again, and what is read equals what was written. SKOS is written as JSON-LD. Nothing is in any of them but what the list
says, and the imprint of the version that publishes it where one is given.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import attrs

from csc_indicators.errors import InvalidDefinition
from csc_indicators.publication.imprint import IMPRINT, Imprint
from csc_indicators.publication.structuring import Unfit, misfits, parsed, strict_converter
from csc_indicators.reasons.taxonomy import Group, Match, OwnCode, Reason, Relation, Taxonomy

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = [
    "BASE",
    "FORMAT",
    "RELEASES",
    "TERMS",
    "pick_list_as_csv",
    "pick_list_as_json",
    "taxonomy_as_csv",
    "taxonomy_as_json",
    "taxonomy_as_skos",
    "taxonomy_from_json",
    "taxonomy_from_skos",
]

#: What the JSON says that it is; another shape has another name.
FORMAT = "urn:csc-indicators:schema:reasons:1"

#: What the URIs of lists and reasons begin with. They are names, and lead to no page.
BASE = "urn:csc-indicators:reasons:"

#: What the URIs of the releases that publish a list begin with.
RELEASES = "urn:csc-indicators:release:"

#: What the URIs of the terms begin with that SKOS has not.
TERMS = "urn:csc-indicators:terms:"

_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "csc": TERMS,
}
_MATCHES: dict[Relation, str] = {"exact": "skos:exactMatch", "close": "skos:closeMatch", "broad": "skos:broadMatch", "related": "skos:relatedMatch"}
_NOTES = (("includes", "Includes: "), ("excludes", "Leaves out: "))
_TOLD = {
    "applies_to": "csc:appliesTo",
    "kind": "csc:kind",
    "attribution": "csc:attribution",
    "child_voice": "csc:childsOwnDecision",
    "selectable": "csc:selectable",
    "comment_required": "csc:commentRequired",
    "grounding": "csc:grounding",
    "source": "dcterms:source",
    "owner": "csc:owner",
    "since": "csc:since",
}


def taxonomy_as_json(taxonomy: Taxonomy, *, imprint: Imprint | None = None) -> str:
    """
    A list with everything it says.

    Args:
        taxonomy: The list.
        imprint: The version of this library that publishes it, the date and the licence, to be said before it; None to say nothing.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> json.loads(taxonomy_as_json(DELAY_REASONS))["list"]["reasons"][0]["code"]
    'F10'
    """
    said = {} if imprint is None else imprint.as_dict()
    return _text({"format": FORMAT, **said, "list": _plain(taxonomy)})


def taxonomy_from_json(text: str) -> Taxonomy:
    """
    The list that was written so; it equals the one that :func:`taxonomy_as_json` was given.

    Raises:
        InvalidDefinition: If it is no such list, or not a sound one; everything that does not fit is told.
        MissingExtra: If cattrs is not installed.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> taxonomy_from_json(taxonomy_as_json(DELAY_REASONS)) == DELAY_REASONS
    True
    """
    document = parsed(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT or not _is_all(document):
        raise InvalidDefinition(f"This is no list of reasons of the format {FORMAT}. Give one that was written by taxonomy_as_json.")
    return _structured(document["list"])


def _is_all(document: dict[str, Any]) -> bool:
    """Whether a document has a list, and an imprint or none, and nothing else."""
    said = {key: value for key, value in document.items() if key not in {"format", "list"}}
    complete = set(said) == set(IMPRINT.as_dict()) and all(isinstance(value, str) for value in said.values())
    return "list" in document and (complete or not said)


def taxonomy_as_csv(taxonomy: Taxonomy) -> str:
    """
    A list as a table, a row to a group or a reason, in order.

    Where there are several labels, processes, related codes or codes of other lists, semicolons stand between them. Lines end as on Windows, which
    is what CSV asks for.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> print(taxonomy_as_csv(DELAY_REASONS.applying_to("initial conference")).splitlines()[1])
    group,F,Family or carer,,Something about the family or carers.,,,,,,,,,,,,,,,,,
    """
    columns = [field.name for field in attrs.fields(Reason)]
    rows = [["level", *columns]]
    for group in taxonomy.groups:
        rows.append(["group", *(str(getattr(group, column, "")) for column in columns)])
        rows += [["reason", *(_cell(getattr(of, column)) for column in columns)] for of in taxonomy if taxonomy.group_of(of) == group]
    return _table(rows)


def pick_list_as_csv(taxonomy: Taxonomy) -> str:
    """
    The choices of a drop-down: code, text, group and whether a comment is needed, in order, for the reasons that may be chosen now.

    Give the part of a list for one process. What is retired, or given by the system only, is not among them.

    >>> from csc_indicators.reasons.delay import LATE_VISIT
    >>> print(pick_list_as_csv(LATE_VISIT).splitlines()[1])
    F10,Parent or carer could not attend or be present on the dates offered,Family or carer,no
    """
    return _table([["code", "text", "group", "comment_required"], *([*map(_cell, choice.values())] for choice in _choices(taxonomy))])


def pick_list_as_json(taxonomy: Taxonomy) -> str:
    """
    The same choices as a JSON list of objects, for one process.

    >>> from csc_indicators.reasons.delay import LATE_VISIT
    >>> json.loads(pick_list_as_json(LATE_VISIT))[-1]
    {'code': 'Z80', 'text': 'Other', 'group': 'Residual', 'comment_required': True}
    """
    return _text(list(_choices(taxonomy)))


def _choices(taxonomy: Taxonomy) -> Iterator[dict[str, Any]]:
    for group in taxonomy.groups:
        for reason in taxonomy.choices:
            if taxonomy.group_of(reason) == group:
                yield {"code": reason.code, "text": reason.label, "group": group.label, "comment_required": reason.comment_required}


def taxonomy_as_skos(taxonomy: Taxonomy, *, base: str = BASE, imprint: Imprint | None = None) -> str:
    """
    A list as a SKOS concept scheme, in JSON-LD.

    The list has one URI, and each version one of its own; a reason's stays the same in every version. Groups are the top concepts. Codes of other
    lists stand without a URI, because those lists have published none. National reasons in a council's list keep their national URIs.

    Args:
        taxonomy: The list.
        base: What the URIs begin with.
        imprint: The version of this library that publishes it, the date and the licence. They are said of that release, which has a URI of its own
            and has this version of the list as a part, because later ones may publish the same version again. None to say nothing.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> json.loads(taxonomy_as_skos(DELAY_REASONS))["@graph"][0]["@id"]
    'urn:csc-indicators:reasons:csc-delay-reasons'
    """
    names = _Names(taxonomy, base)
    release = [] if imprint is None else [_release(imprint, names)]
    return _text({"@context": _CONTEXT, "@graph": [*_schemes(taxonomy, names), *_groups(taxonomy, names), *_reasons(taxonomy, names), *release]})


def taxonomy_from_skos(text: str, *, base: str = BASE) -> Taxonomy:
    """
    The list that was written so; it equals the one that :func:`taxonomy_as_skos` was given.

    Raises:
        InvalidDefinition: If it is not what :func:`taxonomy_as_skos` writes, with this *base*, or is not a sound list.
        MissingExtra: If cattrs is not installed.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> taxonomy_from_skos(taxonomy_as_skos(DELAY_REASONS)) == DELAY_REASONS
    True
    """
    document = parsed(text)
    try:
        imprint = _imprint(document["@graph"])
        read = _structured(_plain(_read(document["@graph"], base)))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        told = f" {error}" if isinstance(error, InvalidDefinition) else ""
        raise InvalidDefinition(f"This is no list of reasons that can be read. Give one that was written by taxonomy_as_skos.{told}") from None
    if json.loads(taxonomy_as_skos(read, base=base, imprint=imprint)) != document:
        raise InvalidDefinition("The list of reasons says what taxonomy_as_skos would not write. Give it as it was written.")
    return read


def _release(imprint: Imprint, names: "_Names") -> dict[str, Any]:
    return {
        "@id": f"{RELEASES}{imprint.version}",
        "@type": "http://purl.org/dc/dcmitype/Dataset",
        "owl:versionInfo": imprint.version,
        "dcterms:issued": {"@value": imprint.dated.isoformat(), "@type": "http://www.w3.org/2001/XMLSchema#date"},
        "dcterms:license": {"@id": imprint.licence_url},
        "dcterms:hasPart": {"@id": names.here[-1]},
    }


def _imprint(graph: list[dict[str, Any]]) -> Imprint | None:
    """What the last node says of the release; None if it is no release. Whether it says anything more is seen by writing it again."""
    last = graph[-1]
    if not last["@id"].startswith(RELEASES):
        return None
    dated = date.fromisoformat(last["dcterms:issued"]["@value"])
    return attrs.evolve(IMPRINT, version=last["owl:versionInfo"], dated=dated, licence_url=last["dcterms:license"]["@id"])


@attrs.frozen
class _Names:
    """The URIs of a list, its version, its groups and its reasons."""

    taxonomy: Taxonomy
    base: str

    @property
    def scheme(self) -> str:
        return self._of(self.taxonomy.id)

    @property
    def version(self) -> str:
        return f"{self.scheme}:version:{self.taxonomy.version}"

    @property
    def here(self) -> list[str]:
        """What the reasons are in: the list, this version of it, and the part of that for one process."""
        part = [self.part] if self.taxonomy.process else []
        return [self.scheme, self.version, *part]

    @property
    def part(self) -> str:
        return f"{self.version}:{_quoted(self.taxonomy.process)}"

    @property
    def national(self) -> str:
        """The list that groups and national reasons are of."""
        return self._of(self.taxonomy.extends[0]) if self.taxonomy.extends else self.scheme

    def _of(self, name: str) -> str:
        return f"{self.base}{_quoted(name)}"

    def concept(self, code: str) -> str:
        own = any(reason.code == code and reason.owner for reason in self.taxonomy)
        return f"{self.scheme if own else self.national}:{_quoted(code)}"


def _schemes(taxonomy: Taxonomy, names: _Names) -> Iterator[dict[str, Any]]:
    yield {"@id": names.scheme, "@type": "skos:ConceptScheme", "dcterms:hasVersion": {"@id": names.version}}
    version: dict[str, Any] = {
        "@id": names.version,
        "@type": "skos:ConceptScheme",
        "dcterms:identifier": taxonomy.id,
        "owl:versionInfo": taxonomy.version,
        "dcterms:isVersionOf": {"@id": names.scheme},
    }
    if taxonomy.extends:
        version["csc:extends"] = {"@id": f"{names.national}:version:{taxonomy.extends[1]}"}
    if taxonomy.own_codes and not taxonomy.process:
        version["csc:ownCode"] = _own_codes(taxonomy, names)
    if not taxonomy.process:
        yield version | {"dcterms:title": _english(taxonomy.title)}
        return
    yield version
    part = {"@id": names.part, "@type": "skos:ConceptScheme", "dcterms:isPartOf": {"@id": names.version}, "csc:process": taxonomy.process}
    own = {"csc:ownCode": _own_codes(taxonomy, names)} if taxonomy.own_codes else {}
    yield part | {"dcterms:title": _english(taxonomy.title)} | own


def _own_codes(taxonomy: Taxonomy, names: _Names) -> list[dict[str, Any]]:
    return [{"skos:notation": own.code, "csc:means": {"@id": names.concept(own.means)}} for own in taxonomy.own_codes]


def _groups(taxonomy: Taxonomy, names: _Names) -> Iterator[dict[str, Any]]:
    for group in taxonomy.groups:
        yield _concept(group, names) | {"skos:topConceptOf": _links(names.here)}


def _reasons(taxonomy: Taxonomy, names: _Names) -> Iterator[dict[str, Any]]:
    for reason in taxonomy:
        concept = _concept(reason, names) | {"skos:broader": {"@id": names.concept(reason.broader)}}
        concept["skos:altLabel"] = [_english(label) for label in reason.alternatives]
        concept["skos:scopeNote"] = [_english(before + getattr(reason, name)) for name, before in _NOTES if getattr(reason, name)]
        concept["skos:related"] = _links(map(names.concept, reason.related))
        concept |= {term: _plain(getattr(reason, name)) for name, term in _TOLD.items()}
        for relation, term in _MATCHES.items():
            concept[term] = [_elsewhere(match, place) for place, match in enumerate(reason.matches) if match.relation == relation]
        if reason.status == "retired":
            concept |= {"owl:deprecated": True, "dcterms:isReplacedBy": {"@id": names.concept(reason.replaced_by)}}
        yield {key: value for key, value in concept.items() if value not in ([], "")}


def _concept(thing: Group | Reason, names: _Names) -> dict[str, Any]:
    defined = {"skos:definition": _english(thing.definition)} if thing.definition else {}
    return {
        "@id": names.concept(thing.code),
        "@type": "skos:Concept",
        "skos:notation": thing.code,
        "skos:prefLabel": _english(thing.label),
        **defined,
        "skos:inScheme": _links(names.here),
    }


def _elsewhere(match: Match, place: int) -> dict[str, Any]:
    return {"skos:notation": match.code, "dcterms:isPartOf": {"dcterms:title": match.scheme}, "csc:place": place}


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _links(uris: Any) -> list[dict[str, str]]:
    return [{"@id": uri} for uri in uris]


def _quoted(name: str) -> str:
    return quote(name, safe="")


def _read(graph: list[dict[str, Any]], base: str) -> Taxonomy:
    """A list from its nodes; whether they say anything more is seen by writing it again."""
    version = graph[1]
    last = graph[2] if "csc:process" in graph[2] else version
    nodes = [node for node in graph if node["@type"] == "skos:Concept"]
    extends = version.get("csc:extends")
    return Taxonomy(
        id=version["dcterms:identifier"],
        version=version["owl:versionInfo"],
        title=last["dcterms:title"]["@value"],
        groups=tuple(_group(node) for node in nodes if "skos:topConceptOf" in node),
        reasons=tuple(_reason(node) for node in nodes if "skos:broader" in node),
        own_codes=tuple(OwnCode(own["skos:notation"], _code(own["csc:means"])) for own in last.get("csc:ownCode", ())),
        process=last.get("csc:process", ""),
        extends=None if extends is None else _version(extends["@id"].removeprefix(base)),
    )


def _version(name: str) -> tuple[str, str]:
    of, _, version = name.partition(":version:")
    return unquote(of), version


def _group(node: dict[str, Any]) -> Group:
    return Group(node["skos:notation"], node["skos:prefLabel"]["@value"], _value(node, "skos:definition"))


def _reason(node: dict[str, Any]) -> Reason:
    matches = [(each["csc:place"], _match(each, relation)) for relation, term in _MATCHES.items() for each in node.get(term, ())]
    replaced = node.get("dcterms:isReplacedBy")
    told = {name: node.get(term, "") for name, term in _TOLD.items()}
    return Reason(
        **(
            told
            | {
                "code": node["skos:notation"],
                "label": node["skos:prefLabel"]["@value"],
                "alternatives": tuple(label["@value"] for label in node.get("skos:altLabel", ())),
                "definition": _value(node, "skos:definition"),
                "broader": _code(node["skos:broader"]),
                "related": tuple(map(_code, node.get("skos:related", ()))),
                "applies_to": tuple(told["applies_to"]),
                "matches": tuple(match for _, match in sorted(matches, key=lambda pair: pair[0])),
                "status": "retired" if node.get("owl:deprecated") else "active",
                "replaced_by": "" if replaced is None else _code(replaced),
                **_notes(node),
            }
        )
    )


def _notes(node: dict[str, Any]) -> dict[str, str]:
    notes = [note["@value"] for note in node.get("skos:scopeNote", ())]
    return {name: note.removeprefix(before) for name, before in _NOTES for note in notes if note.startswith(before)}


def _match(each: dict[str, Any], relation: Relation) -> Match:
    return Match(each["dcterms:isPartOf"]["dcterms:title"], each["skos:notation"], relation)


def _code(link: dict[str, str]) -> str:
    return unquote(link["@id"].rpartition(":")[2])


def _value(node: dict[str, Any], term: str) -> str:
    text: str = node[term]["@value"] if term in node else ""
    return text


@cache
def _converter() -> "Converter":
    return strict_converter()


def _structured(document: Any) -> Taxonomy:
    try:
        read: Taxonomy = _converter().structure(document, Taxonomy)
    except (ExceptionGroup, Unfit) as error:
        told = (f"  - {'.'.join(map(str, ('list', *misfit.path)))}: {misfit.problem}" for misfit in misfits(error))
        raise InvalidDefinition("\n".join(("The list of reasons cannot be read; nothing was made.", *told))) from None
    return read


def _plain(value: Any) -> Any:
    """A value as one that JSON can hold."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Taxonomy | Group | Reason | Match | OwnCode):
        return {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value)) if field.init}
    return value


def _cell(value: Any) -> str:
    """A value as one cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _table(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _text(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
