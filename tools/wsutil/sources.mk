# wsutil: native program, and PE where libxml2 for the host is found.
