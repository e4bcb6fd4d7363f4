using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using OpsWorker.Infra.Messaging;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra.Functions;

/// <summary>The resources that the functions use.</summary>
public sealed record PipelineFunctionsProps
{
    public required DeploymentSettings Settings { get; init; }

    /// <summary>The queues between the stages.</summary>
    public required PipelineQueues Queues { get; init; }

    /// <summary>The topic of reports.</summary>
    public required ReportsTopic Reports { get; init; }

    /// <summary>The table.</summary>
    public required RecordTable Records { get; init; }

    /// <summary>The bucket.</summary>
    public required EvidenceBucket Evidence { get; init; }
}

/// <summary>All functions, and what each may do. To know the rights of a function, read its method here.</summary>
public sealed class PipelineFunctions : Construct
{
    private readonly PipelineFunctionsProps _props;
    private readonly string _commandQueuesArn;
    private readonly string _operatorQueuesArn;
    private readonly string _secretsArn;
    private readonly string _webhookSecretsArn;
    private readonly Code _code;

    /// <summary>Creates the functions.</summary>
    public PipelineFunctions(Construct scope, PipelineFunctionsProps props)
        : base(scope, "Functions")
    {
        _props = props;
        var stack = Stack.Of(this);
        _commandQueuesArn = CommandQueues.Arn(stack, props.Settings);
        _operatorQueuesArn = CommandQueues.OperatorArn(stack, props.Settings);
        _secretsArn = SecretsArn(stack, "*");
        _webhookSecretsArn = SecretsArn(stack, "Webhooks/*");
        _code = new FunctionsPackage(this, props.Settings).Code;

        Normalizer = CreateNormalizer();
        Api = CreateApi();
        Rules = CreateRules();
        Investigation = CreateInvestigation();
        Notification = CreateNotification();
        Digest = CreateDigest();
        Sweeper = CreateSweeper();
    }

    /// <summary>Takes webhooks.</summary>
    public PipelineFunction Normalizer { get; }

    /// <summary>Answers everything else.</summary>
    public PipelineFunction Api { get; }

    /// <summary>Turns alerts into incidents.</summary>
    public PipelineFunction Rules { get; }

    /// <summary>Asks clusters and diagnoses.</summary>
    public PipelineFunction Investigation { get; }

    /// <summary>Sends incident messages and digests to the configured notifiers.</summary>
    public PipelineFunction Notification { get; }

    /// <summary>Finds the organisations whose daily digest is due.</summary>
    public PipelineFunction Digest { get; }

    /// <summary>Looks for clusters that fell silent.</summary>
    public PipelineFunction Sweeper { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<PipelineFunction> All => [Normalizer, Api, Rules, Investigation, Notification, Digest, Sweeper];

    private PipelineFunction CreateNormalizer()
    {
        var function = Create(FunctionCatalogue.Normalizer, FunctionEnvironment.ForAlerts(_props.Settings));
        function.AllowSend(_props.Queues.Alerts);
        function.AllowAccessKeys(_props.Records);
        function.AllowSecrets(_webhookSecretsArn);
        return function;
    }

    private string SecretsArn(Stack stack, string names) => stack.FormatArn(new ArnComponents
    {
        Service = "ssm",
        Resource = "parameter",
        ResourceName = _props.Settings.SecretsPrefix.TrimStart('/') + names,
    });

    // The right to assume the agents' role is given where that role is made.
    private PipelineFunction CreateApi()
    {
        var function = Create(FunctionCatalogue.Api, FunctionEnvironment.ForApi(_props.Settings));
        function.AllowRecords(_props.Records, _props.Evidence);
        function.AllowReadEvidence(_props.Evidence);
        function.AllowSecrets(_secretsArn);
        // What agents see break comes here, for the cluster of their token has to be looked up.
        function.AllowSend(_props.Queues.Alerts);
        function.AllowSend(_props.Queues.Investigations);
        function.AllowSend(_props.Queues.Deadlines);
        function.AllowSend(_props.Queues.Chat);
        function.AllowPublish(_props.Reports.Topic);
        function.AllowManageCommandQueues(_commandQueuesArn, _operatorQueuesArn);
        function.AllowSendOrders(_operatorQueuesArn);
        // People ask questions here.
        function.AllowModels(_props.Settings.ModelArns);
        return function;
    }

    private PipelineFunction CreateRules()
    {
        var function = Create(FunctionCatalogue.Rules);
        function.Consume(_props.Queues.Alerts, batchSize: 10, maxConcurrency: 20);
        function.AllowRecords(_props.Records, _props.Evidence);
        function.AllowSend(_props.Queues.Investigations);
        function.AllowSend(_props.Queues.Deadlines);
        function.AllowPublish(_props.Reports.Topic);
        return function;
    }

    // One message at a time, for each may have to wait for a model.
    private PipelineFunction CreateInvestigation()
    {
        var function = Create(FunctionCatalogue.Investigation, FunctionEnvironment.ForModels(_props.Settings));
        function.Consume(_props.Queues.Investigations, batchSize: 1, maxConcurrency: 10);
        function.Consume(_props.Queues.Results, batchSize: 1, maxConcurrency: 15);
        function.Consume(_props.Queues.Deadlines, batchSize: 1, maxConcurrency: 5);
        function.AllowRecords(_props.Records, _props.Evidence);
        function.AllowReadEvidence(_props.Evidence);
        function.AllowWriteEvidence(_props.Evidence);
        function.AllowSecrets(_secretsArn);
        function.AllowSend(_props.Queues.Investigations);
        function.AllowSend(_props.Queues.Deadlines);
        function.AllowSendCommands(_commandQueuesArn);
        function.AllowSendOrders(_operatorQueuesArn);
        function.AllowPublish(_props.Reports.Topic);
        function.AllowModels(_props.Settings.ModelArns);
        return function;
    }

    private PipelineFunction CreateNotification()
    {
        var function = Create(FunctionCatalogue.Notification);
        function.Consume(_props.Queues.Notifications, batchSize: 10, maxConcurrency: 8);
        function.Consume(_props.Queues.Chat, batchSize: 1, maxConcurrency: 2);
        function.AllowRecords(_props.Records, _props.Evidence);
        function.AllowSecrets(_secretsArn);
        // People ask for investigations, and their changes are shown.
        function.AllowSend(_props.Queues.Investigations);
        function.AllowSend(_props.Queues.Deadlines);
        function.AllowPublish(_props.Reports.Topic);
        return function;
    }

    private PipelineFunction CreateDigest()
    {
        var function = Create(FunctionCatalogue.Digest);
        function.AllowRecords(_props.Records, _props.Evidence);
        function.AllowPublish(_props.Reports.Topic);
        return function;
    }

    private PipelineFunction CreateSweeper()
    {
        var function = Create(FunctionCatalogue.Sweeper);
        function.AllowRecords(_props.Records, _props.Evidence);
        function.AllowSecrets(_secretsArn);
        // Alerts that are not repeated are resolved here.
        function.AllowSend(_props.Queues.Investigations);
        function.AllowSend(_props.Queues.Deadlines);
        // Orders that were not answered are sent again here.
        function.AllowSendOrders(_operatorQueuesArn);
        function.AllowPublish(_props.Reports.Topic);
        return function;
    }

    private PipelineFunction Create(FunctionDefinition definition, IReadOnlyDictionary<string, string>? ownEnvironment = null)
    {
        var environment = FunctionEnvironment.For(Stack.Of(this), _props.Settings, _props.Records, _props.Evidence, _props.Reports);
        var function = new PipelineFunction(this, new PipelineFunctionProps
        {
            Definition = definition,
            Code = _code,
            Settings = _props.Settings,
            Environment = new Dictionary<string, string>([.. environment, .. ownEnvironment ?? new Dictionary<string, string>()]),
        });
        function.AllowKey(_props.Settings.KmsKeyArn);
        return function;
    }
}
