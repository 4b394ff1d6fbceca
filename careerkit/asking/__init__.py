"""How a questionnaire is answered: one sitting, in the terminal or through an answer sheet, and what its scores say.

`answerfile` adds lines to `answers/`, `sitting` is one sitting begun or gone on with, `take` asks in the terminal, `answersheet`
writes and reads a file to fill in, `scorecard` tells the scores. What an answer means is worked out in `careerkit.assess`.
"""
