"""The clause library: its file kinds, and how its folders are read, merged and validated."""
