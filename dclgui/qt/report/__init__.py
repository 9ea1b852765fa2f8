"""The report on a result, one page of HTML or PDF: data, method, accuracy, guarantee."""
