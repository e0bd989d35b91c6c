"""Reports: one pure function per format."""
