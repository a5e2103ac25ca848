"""The grading campaign 定密专项: what is asked of it by rules, screens, duties and papers (4.2)."""
