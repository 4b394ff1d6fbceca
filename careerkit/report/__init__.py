"""The report room: an executed notebook and a reader become one offline file.

`read` takes the blocks that this reader may see, `clean` makes pictures and prose harmless, `view` orders them, `page`
prints HTML and `pdf` PDF from the same view, `copyid` names a copy by its bytes, `lock` seals it. Nothing but blocks is ever
read, and a block that does not name the reader does not exist.
"""

from careerkit.report.copyid import is_genuine, stamp
from careerkit.report.page import page_html, page_of, write_html
from careerkit.report.read import read_blocks

__all__ = [
    "is_genuine",
    "page_html",
    "page_of",
    "read_blocks",
    "stamp",
    "write_html",
]
