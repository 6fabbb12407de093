"""Operations of this room for programs: code lists are open to everyone."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from corridor.kernel.errors import N_, InputError
from corridor.knowledge.codelists import selectors
from corridor.knowledge.codelists.models import Code, CodeList
from corridor.knowledge.codelists.schemas import CodeOut, CodePage, ListOut

router = Router(tags=["code lists"])

_LIMIT = 1000


@router.get("/codelists", response=list[ListOut], auth=None)
def codelists(request: HttpRequest) -> object:
    """List the code lists with source, version, licence and changes."""
    return selectors.code_lists()


@router.get("/codelists/{name}", response={200: CodePage, 304: None}, auth=None)
def codelist(
    request: HttpRequest,
    response: HttpResponse,
    name: str,
    q: str = "",
    parent: str | None = None,
    cursor: str = "",
    limit: Annotated[int, Field(ge=1, le=_LIMIT)] = 200,
) -> object:
    """Return codes of one list, searched by `q` or restricted to those under `parent`."""
    code_list = get_object_or_404(CodeList, name=name)
    if unchanged := _etag(request, response, code_list):
        return unchanged
    found = selectors.search(name, q) if q else selectors.all_codes_of(name)
    if parent is not None:
        found = found.filter(parent=parent)
    page = list(found.filter(position__gt=_position(cursor))[: limit + 1])
    more = str(page[limit - 1].position) if len(page) > limit else ""
    return {"codes": page[:limit], "next": more}


@router.get("/codelists/{name}/{code}", response={200: CodeOut, 304: None}, auth=None)
def code_of_list(request: HttpRequest, response: HttpResponse, name: str, code: str) -> object:
    """Return one code with its labels in all languages."""
    row = get_object_or_404(Code.objects.select_related("code_list"), code_list__name=name, code=code)
    return _etag(request, response, row.code_list) or row


def _etag(request: HttpRequest, response: HttpResponse, code_list: CodeList) -> HttpResponseBase | None:
    """Mark the answer with the digest of the list; answer 304 to a program that has it already."""
    tag = f'"{code_list.digest[:32]}"'
    response["ETag"] = tag
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    return None


def _position(cursor: str) -> int:
    if not cursor:
        return -1
    if not cursor.isdecimal():
        raise InputError(
            N_('"%(cursor)s" is not a cursor of this list.'),
            hint=N_("Use the value of `next` of the page before, or leave it out."),
            field="cursor",
            params={"cursor": cursor},
        )
    return int(cursor)
