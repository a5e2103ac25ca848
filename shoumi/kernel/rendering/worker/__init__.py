"""What runs in the process apart: plain Python, pdfium and Pillow. No Django, and no file written.

Only here is a file's content parsed.
"""
