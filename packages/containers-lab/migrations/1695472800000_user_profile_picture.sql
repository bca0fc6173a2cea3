-- A picture of the person.

ALTER TABLE containers_lab.users ADD COLUMN profile_pic text;

COMMENT ON COLUMN containers_lab.users.profile_pic IS 'Where the picture lies.';
