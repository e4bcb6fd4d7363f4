using Microsoft.AspNetCore.Http;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;

namespace OpsWorker.Api.Webhooks;

/// <summary>A webhook's address: its source, and the parameters that its owner put there.</summary>
/// <param name="Source">The source.</param>
/// <param name="Topic">For CloudWatch, the ARN of the topic whose messages are verified; null if they are not.</param>
/// <param name="Cluster">The cluster of alerts that name none; null without one.</param>
internal sealed record WebhookAddress(IAlertSource Source, string? Topic, string? Cluster)
{
    private const string TopicParameter = "topic";
    private const string ClusterParameter = "cluster";
    private const int MaxLength = 256;

    /// <summary>Reads the parameters of a request.</summary>
    /// <exception cref="InvalidPayloadException">A parameter is unknown, given twice, or too long.</exception>
    public static WebhookAddress Read(IAlertSource source, IQueryCollection query)
    {
        var parameters = query.Select(p => KeyValuePair.Create(p.Key, p.Value.Count == 1 ? p.Value[0] ?? "" : "")).ToList();
        foreach (var (name, value) in parameters)
        {
            if (value.Length is 0 or > MaxLength) throw new InvalidPayloadException(name,
                $"Is empty, longer than {MaxLength} characters, or given twice.");
        }

        string? Take(string name)
        {
            var value = parameters.Find(p => p.Key == name).Value;
            parameters.RemoveAll(p => p.Key == name);
            return value;
        }

        var cluster = Take(ClusterParameter);
        var topic = source is CloudWatchSource ? Take(TopicParameter) : null;
        if (source is GenericSource) return new WebhookAddress(GenericSource.With(parameters), null, cluster);
        if (parameters.Count == 0) return new WebhookAddress(source, topic, cluster);
        var known = source is CloudWatchSource ? $"{ClusterParameter}, {TopicParameter}" : ClusterParameter;
        throw new InvalidPayloadException(parameters[0].Key, $"Is no parameter of this address; {known} is accepted.");
    }
}
