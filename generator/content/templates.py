"""Jinja as documents use it: sandboxed, strict, and every value an opaque token.

A template renders to Markdown text in which each line ends with a mark that names its template
and line, so that a problem found after rendering still has its place.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from types import CodeType
from typing import Any, NoReturn

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateExpression
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from generator.content.values import MARK, ContentError, Fault, Values, guard
from generator.errors import Place, Problem
from generator.model.library import Library

VALUES = "_values"
# `row.plan.name`, `day(row.start)`, `rows("objectives")`
_SIMPLE = re.compile(
    r"""(?:(?P<function>[a-z_]+)\()?
    (?:(?P<path>[a-z_]\w*(?:\.[a-z_]\w*)*) | (?P<quote>["'])(?P<text>[^"'\\]*)(?P=quote))
    (?(function)\))""",
    re.VERBOSE,
)
_NOT_SIMPLE = object()
_PARTIALS_FOLDER = "templates"
# Their result is text that holds tokens; printed, it would be taken for a value.
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter block",
    nodes.AssignBlock: "set block",
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Import: "import",
    nodes.FromImport: "import",
}


class _Compiler(CodeGenerator):
    """Refuses what is not part of the template language where it would be compiled."""

    def _refuse(self, node: Any, frame: Frame) -> NoReturn:  # noqa: ARG002 - the library's names
        self.fail(f"`{_REFUSED[type(node)]}` is not part of the template language", node.lineno)

    visit_Macro = visit_CallBlock = visit_FilterBlock = visit_AssignBlock = _refuse  # noqa: N815
    visit_Block = visit_Extends = visit_Import = visit_FromImport = _refuse  # noqa: N815


class _Environment(ImmutableSandboxedEnvironment):
    """Compiles a text once and keeps its code: to compile costs far more than to render."""

    code_generator_class = _Compiler
    code: MutableMapping[str, bytes]

    def __init__(self, code: MutableMapping[str, bytes], **options: Any) -> None:
        self.code = code
        self._safe: dict[tuple[type, str], bool] = {}
        super().__init__(**options)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """The sandbox's own judgement, which the type and the name decide: made once for both."""
        asked = type(obj), attr
        if asked not in self._safe:
            self._safe[asked] = super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]

    def compile(  # type: ignore[override]  # Jinja has two more arguments, for its own use
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        """The code of a template."""
        known = f"{name}: {source}"
        return self._kept(known, lambda: Environment.compile(self, source, name, filename))

    def compile_expression(self, source: str, undefined_to_none: bool = True) -> TemplateExpression:
        """As Jinja's own."""

        def compiled() -> CodeType:
            parser = Parser(self, source, state="variable")
            value = parser.parse_expression()
            if not parser.stream.eos:
                raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
            value.set_environment(self)
            result = nodes.Assign(nodes.Name("result", "store"), value, lineno=1)
            return Environment.compile(self, nodes.Template([result], lineno=1))

        code = self._kept(f"= {source}", compiled)
        template = Template.from_code(self, code, self.make_globals(None))
        return TemplateExpression(template, undefined_to_none)

    def _kept(self, known: str, compiled: Callable[[], CodeType]) -> CodeType:
        if known not in self.code:
            self.code[known] = marshal.dumps(compiled())
        code = marshal.loads(self.code[known])  # noqa: S302 - compiled by this user
        assert isinstance(code, CodeType)  # noqa: S101 - nothing else is put there
        return code


class _Lines(Extension):
    """Marks each line of template text, and drops the line of a tag that stands alone."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        name = stream.name or ""
        line = ""  # what the line shows so far; tags show nothing
        after_tag = False
        for token in stream:
            if token.type == "data":
                number, text = token.lineno, token.value
                alone = re.match(r"[ \t]*\n", text) if after_tag and not line.strip() else None
                if alone:
                    number, text, line = number + 1, text[alone.end() :], ""
                line = (line + text).rpartition("\n")[2]
                token = Token(token.lineno, "data", _marked(text, name, number))
            elif token.type == "variable_begin":
                line += token.value
            after_tag = token.type == "block_end"
            yield token


def _marked(text: str, name: str, line: int) -> str:
    """The text with a mark before each line end."""
    first, *rest = guard(text).split("\n")
    marked = [first]
    for number, part in enumerate(rest, start=line):
        marked.append(f"\ue002{name}:{number}\ue003\n{part}")
    return "".join(marked)


@pass_context
def _finalize(context: Context, value: object) -> str:
    """The token of a value. With a context Jinja cannot call it while it compiles."""
    values = context[VALUES]
    assert isinstance(values, Values)  # noqa: S101 - rendering always passes them
    if isinstance(value, StrictUndefined):
        try:
            str(value)
        except UndefinedError as error:  # told with all other problems, not as the only one
            value = Fault(*fact_and_remedy(error))
    return values.put(value)


def _with(row: Mapping[str, object], **fields: object) -> dict[str, object]:
    """A filter: the row with more fields."""
    return {**row, **fields}


class Templates:
    """The compiled templates of one library."""

    def __init__(self, texts: Mapping[str, str], code: MutableMapping[str, bytes]) -> None:
        self._texts = texts
        self._lines: dict[str, Template] = {}
        self._expressions: dict[str, TemplateExpression] = {}
        self._environment = _Environment(
            code,
            loader=FunctionLoader(self._load),
            undefined=StrictUndefined,
            finalize=_finalize,
            extensions=[_Lines],
            autoescape=False,
            optimized=False,  # templates have few constants to fold
            # `{#` opens a heading's id in Markdown, so a comment is written `{## ... ##}`.
            comment_start_string="{##",
            comment_end_string="##}",
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.filters["with"] = _with
        # The same input gives the same document, so nothing random is there.
        del self._environment.filters["random"], self._environment.globals["lipsum"]

    def _load(self, name: str) -> tuple[str, str, None] | None:
        text = self._texts.get(name)
        return None if text is None else (text, name, None)

    def render(self, name: str, names: Mapping[str, object], values: Values) -> str:
        """The Markdown of a template, with tokens and line marks.

        Raises:
            Exception: whatever a template can raise; `problem_of` tells it.
        """
        return self._environment.get_template(name).render({**names, VALUES: values})

    def render_line(self, text: str, names: Mapping[str, object], values: Values) -> str:
        """A line of template text, as a caption or a note, with tokens in place of values."""
        if text not in self._lines:
            self._lines[text] = self._environment.from_string(text)
        return MARK.sub("", self._lines[text].render({**names, VALUES: values}))

    def evaluate(self, expression: str, names: Mapping[str, object]) -> object:
        """The value of an expression; an undefined name raises UndefinedError."""
        if (value := self._evaluate_simple(expression, names)) is not _NOT_SIMPLE:
            return value
        if expression not in self._expressions:
            compiled = self._environment.compile_expression(expression, undefined_to_none=False)
            self._expressions[expression] = compiled
        value = self._expressions[expression](names)
        if isinstance(value, StrictUndefined):
            str(value)  # raises with the name that is missing
        return value

    def _evaluate_simple(self, expression: str, names: Mapping[str, object]) -> object:
        """The value of a name, its attributes, or a function of one of them or of a text.

        Most cells are no more than that, and to compile each costs more than all other work on a
        table. What fails here is left to Jinja, which has the words for it.
        """
        if expression in names:
            return names[expression]
        simple = _SIMPLE.fullmatch(expression)
        if not simple or (simple["function"] and simple["function"] not in names):
            return _NOT_SIMPLE
        value: object = simple["text"]
        if simple["path"]:
            first, *rest = simple["path"].split(".")
            value = names.get(first, _NOT_SIMPLE)
            for attribute in rest:
                value = self._environment.getattr(value, attribute)
        if value is _NOT_SIMPLE or isinstance(value, StrictUndefined):
            return _NOT_SIMPLE
        if not simple["function"]:
            return value
        function = names[simple["function"]]
        if not callable(function) or not self._environment.is_safe_callable(function):
            return _NOT_SIMPLE
        return function(value)


def templates_of(library: Library) -> Templates:
    """The library's templates, with what is compiled of them already.

    Empty lines in front of a body make its line numbers those of its file.
    """
    bodies = {
        name: "\n" * (template.body_line - 1) + template.body
        for name, template in library.templates.items()
    }
    return Templates({**library.partials, **bodies}, library.code)


def file_of(name: str, library: Library) -> str:
    """The file of a template or a partial, as problems name it."""
    template = library.templates.get(name)
    return template.file if template else f"{_PARTIALS_FOLDER}/{name}"


def problem_of(error: Exception, name: str, library: Library) -> Problem:
    """What stopped a template, at the line of the template where it happened."""
    place = Place(file_of(name, library))
    if isinstance(error, TemplateSyntaxError):
        place = Place(file_of(error.name or name, library), error.lineno)
        return Problem(place, str(error.message), "correct the template")
    known = {*library.templates, *library.partials}
    frame = error.__traceback__
    while frame is not None:
        if (reached := frame.tb_frame.f_code.co_filename) in known:
            place = Place(file_of(reached, library), frame.tb_lineno)
        frame = frame.tb_next
    return Problem(place, *fact_and_remedy(error))


def fact_and_remedy(error: Exception) -> tuple[str, str]:
    """An error of a template or of an expression, in words."""
    match error:
        case ContentError(fact=fact, remedy=remedy):
            return fact, remedy
        case TemplateNotFound():
            return f"there is no template {error.name}", "correct the name of the include"
        case TemplateError():
            return str(error.message), "use the names and fields of the template language"
    return f"the expression fails: {error}", "correct the expression"
