using Amazon.Runtime;

namespace OpsWorker.Aws.Sns.Model;

/// <summary>The answer to an accepted message.</summary>
public sealed class PublishResponse : AmazonWebServiceResponse
{
    /// <summary>The id that the topic assigned to the message.</summary>
    public string? MessageId { get; set; }
}
