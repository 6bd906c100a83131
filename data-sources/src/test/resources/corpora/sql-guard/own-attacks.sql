SELECT 1 FROM pg_class
