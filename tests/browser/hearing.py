"""Whether a page has heard what it should have heard: asked of the page, and not of its looks."""

import json

HEARD_SECONDS = 30
"""A page that has not heard it by then never will."""
KNOWS_JS = """async (panel, given) => {
  while (!(%s)(panel.session, given)) await new Promise(requestAnimationFrame);
}"""
PROBE_JS = """panel => {
  const c = performance.timeOrigin + performance.now();
  panel.session.connection.send({ t: "probe", c });
  return c;
}"""
"""Its answer comes after all that was sent before."""


def answers(frame: str, asked: float) -> bool:
    """Whether *frame* tells the time to the probe that was sent at *asked*."""
    return frame.startswith('{"t":"time"') and json.loads(frame)["c"] == asked
