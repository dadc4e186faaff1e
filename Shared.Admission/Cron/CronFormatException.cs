namespace Shared.Admission.Cron;

/// <summary>A text that is no schedule. The message is the sentence that lands in <c>status.reason</c>.</summary>
public class CronFormatException(string message) : FormatException(message);

/// <summary>A name that is none of a time zone.</summary>
internal sealed class UnknownZoneException(string message) : CronFormatException(message);
