"""Validates lineage events, one a line on standard input, with `jsonschema`.

    mannequin catalog export --openlineage | python validate_openlineage.py catalog/openlineage

OpenLineage publishes its JSON schemas on a site and in no package. Its Python client, `openlineage-python`, has classes
that are generated from them. The schemas used here are made of these classes, and are stricter: what no class names is
refused. Our own facets are validated against our own schemas, in the directory given.
"""

import enum
import importlib
import json
import pathlib
import pkgutil
import sys
import types
import typing

import attr
import jsonschema
import openlineage.client.generated as generated
import referencing

CORE = "https://openlineage.io/spec/2-0-2/OpenLineage.json"
OPEN = {"BaseFacet", "RunFacet", "JobFacet", "DatasetFacet", "InputDatasetFacet", "OutputDatasetFacet"}
FORMATS = {
    "eventTime": "date-time", "nominalStartTime": "date-time", "nominalEndTime": "date-time", "runId": "uuid",
    "producer": "uri", "schemaURL": "uri", "_producer": "uri", "_schemaURL": "uri", "uri": "uri",
}
PRIMITIVES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def classes():
    for module in pkgutil.iter_modules(generated.__path__):
        for item in vars(importlib.import_module(f"{generated.__name__}.{module.name}")).values():
            if isinstance(item, type) and attr.has(item):
                yield item


def schema_of_type(kind):
    """A type annotation as JSON schema."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return schema_of_type(next(one for one in arguments if one is not type(None)))
    if origin is list:
        return {"type": "array", "items": schema_of_type(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of_type(arguments[1])}
    if kind in PRIMITIVES:
        return {"type": PRIMITIVES[kind]}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [case.value for case in kind]}
    if attr.has(kind):
        return {"$ref": f"{CORE}#/$defs/{kind.__name__}"}
    return {}


def schema_of_class(kind):
    """A generated class as JSON schema."""
    hints = typing.get_type_hints(kind)
    schema = {"type": "object", "properties": {}, "required": []}
    for field in attr.fields(kind):
        schema["properties"][field.name] = schema_of_type(hints[field.name])
        if field.name in FORMATS:
            schema["properties"][field.name]["format"] = FORMATS[field.name]
        # The client fills these in, so for it they are not required.
        if field.default is attr.NOTHING or field.name in ("producer", "schemaURL", "_producer", "_schemaURL"):
            schema["required"].append(field.name)
    schema["additionalProperties"] = kind.__name__ in OPEN
    return schema


def facets(event):
    """Every facet of an event with its key and place."""
    datasets = [(f"{side}[{n}]", item) for side in ("inputs", "outputs") for n, item in enumerate(event.get(side, []))]
    for place, owner in [("run", event["run"]), ("job", event["job"])] + datasets:
        for member in ("facets", "inputFacets", "outputFacets"):
            for key, facet in owner.get(member, {}).items():
                yield f"{place}.{member}.{key}", key, facet


known = {kind.__name__: kind for kind in classes()}
core = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": CORE,
        "$defs": {name: schema_of_class(kind) for name, kind in known.items()}}
resources = {CORE: core}
wholes = {kind._get_schema(): {"$ref": f"{CORE}#/$defs/{name}"} for name, kind in known.items() if name.endswith("Facet")}
for path in pathlib.Path(sys.argv[1]).glob("*.json"):
    own = json.loads(path.read_text())
    jsonschema.Draft202012Validator.check_schema(own)
    resources[own["$id"]] = own
    wholes[f"{own['$id']}#/$defs/{path.stem}"] = own
registry = referencing.Registry().with_resources(
    (name, referencing.Resource.from_contents(schema)) for name, schema in resources.items())


def check(schema, instance, place):
    validator = jsonschema.Draft202012Validator(
        schema, registry=registry, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(instance):
        sys.exit(f"line {number}: {place}: {error.json_path}: {error.message}")


number = facet_count = 0
for number, line in enumerate(sys.stdin, 1):
    event = json.loads(line)
    check({"$ref": f"{CORE}#/$defs/RunEvent"}, event, "event")
    if event["schemaURL"] != f"{CORE}#/$defs/RunEvent":
        sys.exit(f"line {number}: schemaURL is another one")
    for place, key, facet in facets(event):
        whole = wholes.get(facet["_schemaURL"])
        if whole is None:
            sys.exit(f"line {number}: {place}: there is no facet {facet['_schemaURL']}")
        check(whole, {key: facet} if "$id" in whole else facet, place)
        facet_count += 1
print(f"{number} events with {facet_count} facets are valid")
