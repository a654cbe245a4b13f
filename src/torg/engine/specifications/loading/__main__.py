"""Says what is wrong with specifications: ``python -m torg.engine.specifications.loading FILE...``."""

import sys
from pathlib import Path

from torg.foundation.problems import Refusal

from . import load


def main(arguments: list[str]) -> int:
    wrong = 0
    for argument in arguments:
        try:
            specification = load(Path(argument))
        except Refusal as refusal:
            wrong += 1
            for problem in refusal.problems:
                print(problem.sentence())
        else:
            print(f"{argument}: {specification.id} {specification.version}, fields: {len(specification.fields)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
