"""Reading of images: folders and CSV lists, decoding, duplicates, measurements, thumbnails."""
