using Amazon.CDK;
using OpsWorker.Core.Messaging;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Messaging;

/// <summary>
/// The queues to the agents and Operators, one of each for each cluster. The application creates and removes them together with the
/// cluster; here they are only a name to give rights on.
/// </summary>
public static class CommandQueues
{
    /// <summary>The ARN of every queue to an agent. The names are not known yet, hence the wildcard at the end.</summary>
    public static string Arn(Stack stack, DeploymentSettings settings) => Arn(stack, settings, Queues.Commands("*"));

    /// <summary>The ARN of every queue to an Operator.</summary>
    public static string OperatorArn(Stack stack, DeploymentSettings settings) => Arn(stack, settings, Queues.Operator("*"));

    private static string Arn(Stack stack, DeploymentSettings settings, QueueName queues)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(settings);
        return stack.FormatArn(new ArnComponents
        {
            Service = "sqs",
            Resource = settings.NamePrefix + queues.Value,
        });
    }
}
