namespace Shared.Submission.Conf;

/// <summary>Collects what is wrong, so that a user hears all of it at once.</summary>
internal sealed class ErrorList
{
    private readonly List<SubmissionError> _errors = [];

    public bool Any => _errors.Count > 0;

    public IReadOnlyList<SubmissionError> All => _errors;

    /// <summary>What was read as text and refused need not be refused again as a number.</summary>
    public void AddUnlessKnown(string path, string message)
    {
        if (!_errors.Exists(error => error.Path == path))
            Add(path, message);
    }

    public void Add(string path, string message) => Add(new SubmissionError(path, message));

    /// <summary>Something that only a JVM can do.</summary>
    public void NeedsJvm(string path, string message) => Add(new SubmissionError(path, message, NeedsSubmitterJob: true));

    public void Add(SubmissionError error)
    {
        if (!_errors.Contains(error))
            _errors.Add(error);
    }
}
