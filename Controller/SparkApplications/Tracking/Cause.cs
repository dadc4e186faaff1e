namespace Controller.SparkApplications.Tracking;

/// <summary>One row of a table of causes.</summary>
/// <param name="Category">One of <see cref="FailureCauses"/>, or a word of its own.</param>
/// <param name="Message">One sentence.</param>
/// <param name="NextStep">What to do about it.</param>
internal sealed record Cause(string Category, string Message, string NextStep);
