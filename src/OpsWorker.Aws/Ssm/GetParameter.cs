using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace OpsWorker.Aws.Ssm;

/// <summary>Reads one parameter.</summary>
public sealed class GetParameterRequest : AmazonWebServiceRequest
{
    /// <summary>Its name, for example <c>/opsworker/prod/Slack/BotToken</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether an encrypted value comes decrypted.</summary>
    public bool WithDecryption { get; init; }
}

/// <summary>The parameter.</summary>
public sealed class GetParameterResponse : AmazonWebServiceResponse
{
    /// <summary>The parameter.</summary>
    public Parameter? Parameter { get; set; }
}

/// <summary>A parameter with its value. It is a class, so that nothing prints the value by itself.</summary>
public sealed class Parameter
{
    /// <summary>The value.</summary>
    public string? Value { get; set; }
}

[JsonSerializable(typeof(GetParameterRequest))]
[JsonSerializable(typeof(GetParameterResponse))]
internal sealed partial class SsmJson : JsonSerializerContext;
