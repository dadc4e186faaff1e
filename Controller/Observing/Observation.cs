using Controller.Applications;
using Controller.Pods;
using Controller.SparkApplications;
using Controller.SparkApplications.Rules;
using Kubernetes.Client.Watching;
using Shared.Admission.Defaults;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Shared.Submission.Surroundings;

namespace Controller.Observing;

/// <summary>One application and its pods at one moment, read far enough to decide on.</summary>
/// <param name="Application">With defaults applied, as if the webhook had seen it.</param>
public sealed record Observation(ApplicationRecord Record, SparkApplication Application, SparkApplicationStatus Status, ObservedWorld World)
{
    public SparkApplicationSpec Spec => Application.Spec!;

    public ObjectKey Key => new(Record.Namespace, Record.Name);

    /// <exception cref="ContractsJsonException">The status cannot be read. A specification that cannot be read is a fact to decide on.</exception>
    public static Observation Of(ApplicationRecord record, IReadOnlyList<PodRecord> pods, bool isLive)
    {
        var status = record.ReadStatus();
        var (application, problem) = Read(record);
        var spec = application.Spec!;
        return new Observation(record, application with { Status = status }, status, new ObservedWorld
        {
            Application = new ApplicationIdentity(
                record.Namespace, record.Name, record.Uid, record.ResourceVersion, record.Generation, record.CreatedAt, record.IsBeingDeleted, status.SubmissionId),
            DriverName = DriverPodName.Of(record.Name, spec),
            NextSubmissionId = SubmissionIds.Next(record.Uid, status.SubmissionId),
            Pods = [.. pods],
            IsLive = isLive,
            Wishes = Wishes.From(application.Metadata?.Annotations),
            SpecProblem = problem,
        });
    }

    private static (SparkApplication Application, string? Problem) Read(ApplicationRecord record)
    {
        try
        {
            var application = record.ReadApplication();
            return (application with { Spec = SparkApplicationDefaults.Apply(application.Spec ?? new SparkApplicationSpec()) }, null);
        }
        catch (ContractsJsonException error)
        {
            return (new SparkApplication { Metadata = new() { Name = record.Name, Namespace = record.Namespace, Uid = record.Uid }, Spec = new() }, error.Message);
        }
    }
}
