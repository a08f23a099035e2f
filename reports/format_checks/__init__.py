"""The single checks of a .docx against GB/T 9704-2012; `reports.format_check` runs them in order."""
