namespace OpsWorker.Aws.Sts;

/// <summary>The resources that agents get credentials for.</summary>
/// <param name="RoleArn">The role with the rights of all agents together.</param>
/// <param name="QueueArnPrefix">
/// The prefix of queue ARNs, for example <c>arn:aws:sqs:eu-west-1:123456789012:opsworker-prod-</c>.
/// </param>
/// <param name="Bucket">The bucket of evidence.</param>
public sealed record AgentResources(string RoleArn, string QueueArnPrefix, string Bucket)
{
    private const string Arn = "arn";

    /// <summary>The ARN of the KMS key that encrypts evidence; null where S3's own key does, which needs no right.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>The AWS partition of the role: <c>aws</c>, <c>aws-cn</c>, ….</summary>
    public string Partition => RoleArn.Split(':')[1];

    /// <summary>The region of the queues.</summary>
    public string Region => QueueArnPrefix.Split(':')[3];

    /// <summary>Derives the resources from the settings of a host.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="queueUrlPrefix">
    /// The prefix of queue addresses, for example <c>https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-prod-</c>.
    /// </param>
    /// <param name="region">The region of the queues.</param>
    /// <param name="bucket">The bucket of evidence.</param>
    /// <exception cref="ArgumentException">The role's ARN or the address has another form.</exception>
    public static AgentResources From(string roleArn, string queueUrlPrefix, string region, string bucket)
    {
        if (roleArn.Split(':') is not [Arn, var partition, "iam", "", _, _])
        {
            throw new ArgumentException($"'{roleArn}' is not the ARN of a role.", nameof(roleArn));
        }

        if (new Uri(queueUrlPrefix).AbsolutePath.Split('/') is not ["", var account, var namePrefix])
        {
            throw new ArgumentException(
                $"'{queueUrlPrefix}' is not the beginning of a queue's address.", nameof(queueUrlPrefix));
        }

        return new AgentResources(roleArn, $"{Arn}:{partition}:sqs:{region}:{account}:{namePrefix}", bucket);
    }
}
