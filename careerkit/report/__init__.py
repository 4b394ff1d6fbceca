"""The report room: an executed notebook and an audience become one offline HTML file.

`read` takes the blocks that this audience may see, `clean` makes pictures and prose harmless,
`page` writes the file, `leaks` searches the finished bytes for private words. Nothing but
blocks is ever read, and a block that does not name the audience does not exist.
"""

from careerkit.report.leaks import find_leaks
from careerkit.report.page import write_html
from careerkit.report.read import read_blocks

__all__ = ["find_leaks", "read_blocks", "write_html"]
