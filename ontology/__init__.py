"""What the words mean: classes and properties, and the registers of forces, areas, topics, actors and agreements."""
