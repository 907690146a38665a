// Connects to a camera, prints its profiles, where their streams are and the first event, and leaves.
// Arguments: host, port, path, user, password.
'use strict';
const { Cam } = require('onvif');

const [hostname, port, path, username, password] = process.argv.slice(2);
const fail = (error) => {
  console.error(error);
  process.exit(1);
};

const camera = new Cam({ hostname, port, path, username, password, timeout: 10000 }, (error) => {
  if (error) {
    return fail(error);
  }
  streams(camera.profiles.map((profile) => profile.$.token));
});

function streams(tokens) {
  if (tokens.length === 0) {
    return listen();
  }
  const [profileToken, ...rest] = tokens;
  camera.getStreamUri({ protocol: 'RTSP', profileToken }, (error, answer) => {
    if (error) {
      return fail(error);
    }
    console.log('STREAM ' + profileToken + ' ' + (answer.uri || answer));
    streams(rest);
  });
}

function listen() {
  camera.on('eventsError', fail);
  camera.on('event', (message) => {
    const item = message.message.message.data.simpleItem.$;
    console.log('EVENT ' + message.topic._ + ' ' + item.Name + '=' + item.Value);
    camera.removeAllListeners('event');
    camera.unsubscribe(() => process.exit(0));
  });
}
