"""A state table drawn as Mermaid text (``stateDiagram-v2``), for the documentation."""

from __future__ import annotations

from shoumi.foundation.workflow.flow import Flow, Label

_MARKS = str.maketrans(";:#", ",  ")


def mermaid(flow: Flow) -> str:
    """The flow as a Mermaid state diagram, labels in the language now active."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_quoted(state.label)}" as {state.name}' for state in flow.states]
    lines.append(f"    [*] --> {flow.start}")
    for state in flow.states:
        for step in flow.steps_from(state.name):
            target = flow.target(state.name, step.name)
            lines.append(f"    {state.name} --> {target}: {_plain(step.label)}")
    lines += [f"    {state.name} --> [*]" for state in flow.states if state.final]
    return "\n".join(lines) + "\n"


def _plain(label: Label) -> str:
    # Mermaid ends a statement at a semicolon and starts a directive at a colon or a hash.
    return " ".join(str(label).translate(_MARKS).split())


def _quoted(label: Label) -> str:
    return _plain(label).replace('"', "'")
