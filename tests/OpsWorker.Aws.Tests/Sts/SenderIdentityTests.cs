using OpsWorker.Aws.Sts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Sts;

public sealed class SenderIdentityTests
{
    private static readonly AgentMessage Result = new()
    {
        Result = new AgentResult
        {
            CommandId = "cmd_1",
            ClusterId = "cl_1",
            InvestigationId = "inv_1",
            EntryNumber = 1,
            AgentVersion = "1.0.0",
        },
    };

    [Theory]
    [InlineData("AROAEXAMPLE:cl_1", true)]
    [InlineData("AROAEXAMPLE:cl_2", false)]
    [InlineData("AROAEXAMPLE:CL_1", false)]
    [InlineData("AROAEXAMPLE:cl_1:cl_1", false)]
    [InlineData("AROAEXAMPLE:", false)]
    [InlineData("AROAEXAMPLE", false)]
    [InlineData("AIDAEXAMPLE", false)]
    [InlineData("AIDAEXAMPLE:cl_1", false)]
    [InlineData("cl_1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_a_role_session_named_after_the_cluster_is_its_agent(string? senderId, bool expected) =>
        SenderIdentity.Is(senderId, "cl_1").ShouldBe(expected);

    [Fact]
    public async Task A_result_of_the_clusters_agent_is_handled()
    {
        var handler = new CountingHandler();

        var result = await HandleAsync(handler, "AROAEXAMPLE:cl_1");

        result.ShouldBe(HandlerResult.Handled);
        handler.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_of_another_sender_is_rejected_and_not_handled()
    {
        var handler = new CountingHandler();

        var result = await HandleAsync(handler, "AROAEXAMPLE:cl_2");

        result.ShouldBe(new HandlerResult.Reject("The message claims cluster cl_1 and was sent by AROAEXAMPLE:cl_2."));
        handler.Calls.ShouldBe(0);
    }

    private static Task<HandlerResult> HandleAsync(CountingHandler handler, string senderId)
    {
        var delivery = new ReceivedMessage
        {
            Queue = Queues.Results,
            Id = "m1",
            ReceiptHandle = "r1",
            Body = "{}",
            ReceiveCount = 1,
            SenderId = senderId,
        };
        return new SenderCheckedHandler(handler).HandleAsync(Result, delivery, TestContext.Current.CancellationToken);
    }

    private sealed class CountingHandler : IMessageHandler<AgentMessage>
    {
        public int Calls { get; private set; }

        public Task<HandlerResult> HandleAsync(AgentMessage message, ReceivedMessage delivery, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(HandlerResult.Handled);
        }
    }
}
