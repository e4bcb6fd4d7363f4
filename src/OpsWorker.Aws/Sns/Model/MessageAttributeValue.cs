namespace OpsWorker.Aws.Sns.Model;

/// <summary>A named value beside a message.</summary>
public sealed class MessageAttributeValue
{
    /// <summary><c>String</c> or <c>Number</c>.</summary>
    public required string DataType { get; set; }

    /// <summary>The value.</summary>
    public required string StringValue { get; set; }
}
