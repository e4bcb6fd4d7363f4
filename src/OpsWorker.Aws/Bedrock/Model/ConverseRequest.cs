using Amazon.Runtime;

namespace OpsWorker.Aws.Bedrock.Model;

/// <summary>A conversation for a model.</summary>
public sealed class ConverseRequest : AmazonWebServiceRequest
{
    /// <summary>The id or ARN of a model or an inference profile.</summary>
    public required string ModelId { get; set; }

    /// <summary>The body.</summary>
    public required ConverseBody Body { get; set; }
}

/// <summary>The answer of a model.</summary>
public sealed class ConverseResponse : AmazonWebServiceResponse
{
    /// <summary>The content; null where it has not the documented form.</summary>
    public ConverseContent? Content { get; set; }
}
