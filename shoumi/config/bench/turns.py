"""Taking turns: what is compared runs round by round, so that noise disturbs all alike."""

import time
from collections.abc import Callable, Mapping
from statistics import median

Clock = Callable[[], float]


def by_turns(
    acts: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Clock = time.process_time,
) -> dict[str, float]:
    """Seconds of each at the median: of this process's CPU, unless another clock is given.

    The first round warms up what is kept in memory and is not counted.
    """
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _round in range(rounds + 1):
        for name, act in acts.items():
            began = clock()
            act()
            times[name].append(clock() - began)
    return {name: median(taken[1:]) for name, taken in times.items()}
