namespace Controller;

/// <summary>Nothing is wrong with the object and nothing is broken: a repeat mends it, and the queue makes one.</summary>
public abstract class TryAgainException(string message) : Exception(message);
